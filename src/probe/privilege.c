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

#define WORDS _LINUX_CAPABILITY_U32S_3

typedef struct __user_cap_data_struct Capabilities[WORDS];

static struct __user_cap_header_struct
capability_header (void)
{
  return (struct __user_cap_header_struct){ .version = _LINUX_CAPABILITY_VERSION_3, .pid = 0 };
}

static void
read_capabilities (Capabilities capabilities)
{
  struct __user_cap_header_struct header = capability_header ();

  memset (capabilities, 0, sizeof (Capabilities));
  if (syscall (SYS_capget, &header, capabilities) != 0)
    hopmap_give_up (HOPMAP_EXIT_PRIVILEGE, "the capabilities cannot be read.");
}

static void
write_capabilities (Capabilities capabilities)
{
  struct __user_cap_header_struct header = capability_header ();

  if (syscall (SYS_capset, &header, capabilities) != 0)
    hopmap_give_up (HOPMAP_EXIT_PRIVILEGE, "the capabilities cannot be set.");
}

void
hopmap_privilege_find (HopmapPrivilege *privilege)
{
  const struct __user_cap_data_struct *first;
  Capabilities capabilities;

  read_capabilities (capabilities);
  first = &capabilities[CAP_TO_INDEX (CAP_NET_RAW)];

  privilege->secure = getauxval (AT_SECURE) != 0;
  privilege->uid = getuid ();
  privilege->gid = getgid ();
  privilege->start = HOPMAP_START_PLAIN;
  if (geteuid () == 0 && getuid () == 0)
    {
      privilege->start = HOPMAP_START_ROOT;
      privilege->uid = HOPMAP_HELPER_ID;
      privilege->gid = HOPMAP_HELPER_ID;
    }
  else if (geteuid () == 0)
    privilege->start = HOPMAP_START_SETUID;
  else if (first->permitted & CAP_TO_MASK (CAP_NET_RAW))
    privilege->start = HOPMAP_START_FILE_CAPABILITY;

  if ((first->permitted & ~first->effective) & CAP_TO_MASK (CAP_NET_RAW))
    {
      capabilities[CAP_TO_INDEX (CAP_NET_RAW)].effective |= CAP_TO_MASK (CAP_NET_RAW);
      write_capabilities (capabilities);
    }
}

static void
empty_bounding_set (void)
{
  for (unsigned long capability = 0; capability <= 63; capability++)
    if (prctl (PR_CAPBSET_DROP, capability, 0UL, 0UL, 0UL) != 0)
      {
        if (errno == EINVAL || errno == EPERM)
          return; /* past the last one, or a container that withholds CAP_SETPCAP */
        hopmap_give_up (HOPMAP_EXIT_PRIVILEGE, "the bounding set cannot be emptied.");
      }
}

/* Root of a user namespace may have nobody else to become; then the ids stay and only the
 * capabilities go. A start that gained privilege has no such excuse. */
static void
change_ids (HopmapPrivilege *privilege)
{
  bool is_root = privilege->start == HOPMAP_START_ROOT;

  if (is_root && setgroups (0, NULL) != 0 && errno != EPERM)
    hopmap_give_up (HOPMAP_EXIT_PRIVILEGE, "the supplementary groups cannot be given up.");

  if (setresgid (privilege->gid, privilege->gid, privilege->gid) == 0
      && setresuid (privilege->uid, privilege->uid, privilege->uid) == 0)
    return;

  if (!is_root || privilege->secure)
    hopmap_give_up (HOPMAP_EXIT_PRIVILEGE, "the user id cannot be given up.");
  privilege->start = HOPMAP_START_NAMESPACE_ROOT;
  privilege->uid = getuid ();
  privilege->gid = getgid ();
  if (setresgid (privilege->gid, privilege->gid, privilege->gid) != 0
      || setresuid (privilege->uid, privilege->uid, privilege->uid) != 0)
    hopmap_give_up (HOPMAP_EXIT_PRIVILEGE, "the user ids cannot be made equal.");
}

static void
verify_ids (const HopmapPrivilege *privilege)
{
  uid_t ruid, euid, suid;
  gid_t rgid, egid, sgid;

  if (getresuid (&ruid, &euid, &suid) != 0 || getresgid (&rgid, &egid, &sgid) != 0)
    hopmap_give_up (HOPMAP_EXIT_PRIVILEGE, "the user ids cannot be read.");
  if (ruid != privilege->uid || euid != ruid || suid != ruid || rgid != privilege->gid
      || egid != rgid || sgid != rgid)
    hopmap_give_up (HOPMAP_EXIT_PRIVILEGE, "the user ids are not what they were set to.");
  if (ruid != 0 && (setuid (0) == 0 || seteuid (0) == 0))
    hopmap_give_up (HOPMAP_EXIT_PRIVILEGE, "root could be regained.");
}

static void
verify_capabilities (void)
{
  Capabilities capabilities;

  read_capabilities (capabilities);
  for (size_t i = 0; i < WORDS; i++)
    if (capabilities[i].effective != 0 || capabilities[i].permitted != 0
        || capabilities[i].inheritable != 0)
      hopmap_give_up (HOPMAP_EXIT_PRIVILEGE, "a capability was left.");
  for (unsigned long capability = 0; capability <= 63; capability++)
    if (prctl (PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, capability, 0UL, 0UL) > 0)
      hopmap_give_up (HOPMAP_EXIT_PRIVILEGE, "an ambient capability was left.");
}

/* The proof that counts: what the privilege was for is refused now. */
static void
verify_no_raw_socket (int family, int protocol)
{
  int fd = socket (family, SOCK_RAW | SOCK_CLOEXEC, protocol);

  if (fd >= 0 || errno == EMFILE || errno == ENFILE)
    hopmap_give_up (HOPMAP_EXIT_PRIVILEGE, "raw sockets are still not refused.");
}

/* After the ids, because a change of ids sets the first flag back to a default of the system. */
static void
seal (void)
{
  if (prctl (PR_SET_DUMPABLE, 0UL, 0UL, 0UL, 0UL) != 0
      || prctl (PR_GET_DUMPABLE, 0UL, 0UL, 0UL, 0UL) != 0)
    hopmap_give_up (HOPMAP_EXIT_PRIVILEGE, "the process cannot be closed to debuggers.");
  if (prctl (PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL) != 0
      || prctl (PR_GET_NO_NEW_PRIVS, 0UL, 0UL, 0UL, 0UL) != 1)
    hopmap_give_up (HOPMAP_EXIT_PRIVILEGE, "new privileges cannot be forbidden.");
}

void
hopmap_privilege_drop (HopmapPrivilege *privilege)
{
  Capabilities none = { 0 };

  if (geteuid () == 0)
    empty_bounding_set ();
  change_ids (privilege);
  if (prctl (PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0UL, 0UL, 0UL) != 0)
    hopmap_give_up (HOPMAP_EXIT_PRIVILEGE, "the ambient capabilities cannot be given up.");
  write_capabilities (none);

  verify_ids (privilege);
  verify_capabilities ();
  verify_no_raw_socket (AF_INET, IPPROTO_ICMP);
  verify_no_raw_socket (AF_INET6, IPPROTO_ICMPV6);
  seal ();
}
