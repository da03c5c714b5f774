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

#include "exit-status.h"

typedef struct __user_cap_data_struct Capabilities[_LINUX_CAPABILITY_U32S_3];

static void
demand (bool holds, const char *sentence)
{
  hopmap_demand (holds, HOPMAP_EXIT_PRIVILEGE, sentence);
}

/* Reads or writes those of this process. */
static void
call_for_capabilities (long call, Capabilities capabilities, const char *sentence)
{
  struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3, .pid = 0 };

  demand (syscall (call, &header, capabilities) == 0, sentence);
}

void
hopmap_privilege_find (HopmapPrivilege *privilege)
{
  Capabilities capabilities = { 0 };
  struct __user_cap_data_struct *first = &capabilities[CAP_TO_INDEX (CAP_NET_RAW)];
  bool is_root = geteuid () == 0 && getuid () == 0;

  call_for_capabilities (SYS_capget, capabilities, "the capabilities cannot be read.");
  *privilege = (HopmapPrivilege){
    .start = is_root                                          ? HOPMAP_START_ROOT
             : geteuid () == 0                                ? HOPMAP_START_SETUID
             : (first->permitted & CAP_TO_MASK (CAP_NET_RAW)) ? HOPMAP_START_FILE_CAPABILITY
                                                              : HOPMAP_START_PLAIN,
    .secure = getauxval (AT_SECURE) != 0,
    .uid = is_root ? HOPMAP_HELPER_ID : getuid (),
    .gid = is_root ? HOPMAP_HELPER_ID : getgid (),
  };
  first->effective |= first->permitted & CAP_TO_MASK (CAP_NET_RAW);
  call_for_capabilities (SYS_capset, capabilities, "the capabilities cannot be set.");
}

static void
empty_bounding_set (void)
{
  unsigned long capability = 0;

  while (prctl (PR_CAPBSET_DROP, capability, 0UL, 0UL, 0UL) == 0)
    capability++;
  /* Past the last one, or a container that withholds CAP_SETPCAP. */
  demand (errno == EINVAL || errno == EPERM, "the bounding set cannot be emptied.");
}

static bool
become (const HopmapPrivilege *privilege)
{
  return setresgid (privilege->gid, privilege->gid, privilege->gid) == 0
         && setresuid (privilege->uid, privilege->uid, privilege->uid) == 0;
}

/* Root of a user namespace may have nobody else to become; then the ids stay and only the
 * capabilities go. A start that gained privilege has no such excuse. */
static void
change_ids (HopmapPrivilege *privilege)
{
  bool is_root = privilege->start == HOPMAP_START_ROOT;

  demand (!is_root || setgroups (0, NULL) == 0 || errno == EPERM,
          "the supplementary groups cannot be given up.");
  if (become (privilege))
    return;
  demand (is_root && !privilege->secure, "the user id cannot be given up.");
  privilege->start = HOPMAP_START_NAMESPACE_ROOT;
  privilege->uid = getuid ();
  privilege->gid = getgid ();
  demand (become (privilege), "the user ids cannot be made equal.");
}

static void
verify_ids (const HopmapPrivilege *privilege)
{
  uid_t ruid, euid, suid;
  gid_t rgid, egid, sgid;

  demand (getresuid (&ruid, &euid, &suid) == 0 && getresgid (&rgid, &egid, &sgid) == 0,
          "the user ids cannot be read.");
  demand (ruid == privilege->uid && euid == ruid && suid == ruid && rgid == privilege->gid
              && egid == rgid && sgid == rgid,
          "the user ids are not what they were set to.");
  demand (ruid == 0 || (setuid (0) != 0 && seteuid (0) != 0), "root could be regained.");
}

static void
verify_capabilities (void)
{
  static const Capabilities none;
  Capabilities left = { 0 };

  call_for_capabilities (SYS_capget, left, "the capabilities cannot be read.");
  demand (memcmp (left, none, sizeof left) == 0, "a capability was left.");
  for (unsigned long capability = 0; capability <= 63; capability++)
    demand (prctl (PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, capability, 0UL, 0UL) <= 0,
            "an ambient capability was left.");
}

/* The proof that counts: what the privilege was for is refused now. */
static void
verify_no_raw_socket (int family, int protocol)
{
  demand (socket (family, SOCK_RAW | SOCK_CLOEXEC, protocol) < 0 && errno != EMFILE
              && errno != ENFILE,
          "raw sockets are still not refused.");
}

/* After the ids, because a change of ids sets the first flag back to a default of the system. */
static void
seal (void)
{
  demand (prctl (PR_SET_DUMPABLE, 0UL, 0UL, 0UL, 0UL) == 0
              && prctl (PR_GET_DUMPABLE, 0UL, 0UL, 0UL, 0UL) == 0,
          "the process cannot be closed to debuggers.");
  demand (prctl (PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL) == 0
              && prctl (PR_GET_NO_NEW_PRIVS, 0UL, 0UL, 0UL, 0UL) == 1,
          "new privileges cannot be forbidden.");
}

void
hopmap_privilege_drop (HopmapPrivilege *privilege)
{
  Capabilities none = { 0 };

  if (geteuid () == 0)
    empty_bounding_set ();
  change_ids (privilege);
  demand (prctl (PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0UL, 0UL, 0UL) == 0,
          "the ambient capabilities cannot be given up.");
  call_for_capabilities (SYS_capset, none, "the capabilities cannot be set.");

  verify_ids (privilege);
  verify_capabilities ();
  verify_no_raw_socket (AF_INET, IPPROTO_ICMP);
  verify_no_raw_socket (AF_INET6, IPPROTO_ICMPV6);
  seal ();
}
