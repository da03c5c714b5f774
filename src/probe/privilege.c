/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds and drops privilege with raw system calls only: no libcap, no name service. Every step is
 * checked, and the end state is read back from the kernel instead of being believed.
 */
#include "privilege.h"

#include <errno.h>
#include <fcntl.h>
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

#define OVERFLOW_ID 65534 /* where the account has no entry; "nobody" on every distribution */
#define WORDS       _LINUX_CAPABILITY_U32S_3

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

/* Reads a number that ends at ':' and moves behind it. */
static bool
parse_id (const char **text, unsigned int *id)
{
  uint64_t value = 0;
  const char *at = *text;

  for (; *at >= '0' && *at <= '9' && value < UINT32_MAX; at++)
    value = value * 10 + (uint64_t) (*at - '0');
  if (at == *text || *at != ':' || value == 0 || value >= UINT32_MAX)
    return false;
  *text = at + 1;
  *id = (unsigned int) value;
  return true;
}

/* One line of passwd(5); never root itself, whatever the file says. */
static bool
parse_account (const char *line, HopmapPrivilege *privilege)
{
  static const char name[] = HOPMAP_HELPER_USER ":";
  unsigned int uid, gid;

  if (strncmp (line, name, sizeof name - 1) != 0)
    return false;
  line = strchr (line + sizeof name - 1, ':');
  if (line == NULL)
    return false;
  line++;
  if (!parse_id (&line, &uid) || !parse_id (&line, &gid))
    return false;
  privilege->uid = uid;
  privilege->gid = gid;
  return true;
}

/* Looks the helper's own account up without the name service, which would load foreign code. */
static void
find_account (HopmapPrivilege *privilege)
{
  char line[512];
  size_t length = 0;
  char character;
  int fd = open ("/etc/passwd", O_RDONLY | O_CLOEXEC | O_NOCTTY);

  privilege->uid = OVERFLOW_ID;
  privilege->gid = OVERFLOW_ID;
  if (fd < 0)
    return;

  while (read (fd, &character, 1) == 1)
    {
      if (character != '\n')
        {
          if (length < sizeof line - 1)
            line[length++] = character;
          continue;
        }
      line[length] = '\0';
      length = 0;
      if (parse_account (line, privilege))
        break;
    }
  close (fd);
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
      find_account (privilege);
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
