/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds and drops privilege with raw system calls only: no libcap, no name service. Every step is
 * checked, and the end state is read back from the kernel instead of being believed.
 */
#include "privilege.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef struct __user_cap_data_struct Capabilities[_LINUX_CAPABILITY_U32S_3];

/* Reads or writes those of this process. */
static bool
call_for_capabilities (long call, Capabilities capabilities)
{
  struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3, .pid = 0 };

  return syscall (call, &header, capabilities) == 0;
}

bool
hopmap_privilege_find (HopmapPrivilege *privilege)
{
  Capabilities capabilities = { 0 };
  struct __user_cap_data_struct *first = &capabilities[CAP_TO_INDEX (CAP_NET_RAW)];
  bool is_root = geteuid () == 0 && getuid () == 0;

  if (!call_for_capabilities (SYS_capget, capabilities))
    return false;
  *privilege = (HopmapPrivilege){
    .start = is_root                                          ? HOPMAP_START_ROOT
             : geteuid () == 0                                ? HOPMAP_START_SETUID
             : (first->permitted & CAP_TO_MASK (CAP_NET_RAW)) ? HOPMAP_START_FILE_CAPABILITY
                                                              : HOPMAP_START_PLAIN,
    .uid = is_root ? HOPMAP_HELPER_ID : getuid (),
    .gid = is_root ? HOPMAP_HELPER_ID : getgid (),
  };
  first->effective |= first->permitted & CAP_TO_MASK (CAP_NET_RAW);
  return call_for_capabilities (SYS_capset, capabilities);
}

/* Until past the last one, or a container withholds CAP_SETPCAP. */
static bool
empty_bounding_set (void)
{
  unsigned long capability = 0;

  while (prctl (PR_CAPBSET_DROP, capability, 0UL, 0UL, 0UL) == 0)
    capability++;
  return errno == EINVAL || errno == EPERM;
}

static bool
become (const HopmapPrivilege *privilege)
{
  return setresgid (privilege->gid, privilege->gid, privilege->gid) == 0
         && setresuid (privilege->uid, privilege->uid, privilege->uid) == 0;
}

/* Root of a user namespace may have nobody else to become; then the ids stay and only the
 * capabilities go. A start that the kernel marked as one that gained privilege has no such
 * excuse. */
static bool
change_ids (HopmapPrivilege *privilege)
{
  bool is_root = privilege->start == HOPMAP_START_ROOT;

  if (is_root && setgroups (0, NULL) != 0 && errno != EPERM)
    return false;
  if (become (privilege))
    return true;
  *privilege = (HopmapPrivilege){ HOPMAP_START_NAMESPACE_ROOT, getuid (), getgid () };
  return is_root && getauxval (AT_SECURE) == 0 && become (privilege);
}

static bool
raw_socket_is_refused (int family, int protocol)
{
  return socket (family, SOCK_RAW | SOCK_CLOEXEC, protocol) < 0 && errno != EMFILE
         && errno != ENFILE;
}

/* Among the ambient capabilities, capabilities(7), there are none that are not among these. The
 * proof that counts: what the privilege was for is refused now. */
static bool
nothing_is_left (const HopmapPrivilege *privilege)
{
  static const Capabilities none;
  Capabilities left = { 0 };
  uid_t ruid, euid, suid;
  gid_t rgid, egid, sgid;

  return getresuid (&ruid, &euid, &suid) == 0 && getresgid (&rgid, &egid, &sgid) == 0
         && ruid == privilege->uid && euid == ruid && suid == ruid && rgid == privilege->gid
         && egid == rgid && sgid == rgid && (ruid == 0 || (setuid (0) != 0 && seteuid (0) != 0))
         && call_for_capabilities (SYS_capget, left) && memcmp (left, none, sizeof left) == 0
         && raw_socket_is_refused (AF_INET, IPPROTO_ICMP)
         && raw_socket_is_refused (AF_INET6, IPPROTO_ICMPV6);
}

/* After the ids, because a change of ids sets the first flag back to a default of the system. */
static bool
seal (void)
{
  return prctl (PR_SET_DUMPABLE, 0UL, 0UL, 0UL, 0UL) == 0
         && prctl (PR_GET_DUMPABLE, 0UL, 0UL, 0UL, 0UL) == 0
         && prctl (PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL) == 0
         && prctl (PR_GET_NO_NEW_PRIVS, 0UL, 0UL, 0UL, 0UL) == 1;
}

bool
hopmap_privilege_drop (HopmapPrivilege *privilege)
{
  Capabilities none = { 0 };

  return (geteuid () != 0 || empty_bounding_set ()) && change_ids (privilege)
         && prctl (PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0UL, 0UL, 0UL) == 0
         && call_for_capabilities (SYS_capset, none) && nothing_is_left (privilege) && seal ();
}
