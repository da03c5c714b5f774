/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Resource limits, Landlock where there is one, and a seccomp filter of the few calls that the
 * loop makes. A forbidden call kills the process.
 */
#include "sandbox.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "exit-status.h"
#include "sockets.h"

#define SPARE_FILES 16 /* the standard ones, the lasting sockets, and one that finds a source */

/* The kernel's numbers, because the headers of the oldest platform know only the first version. */
#define LANDLOCK_VERSION_QUESTION 1u
#define LANDLOCK_TCP_ALL          0x3u
#define LANDLOCK_SCOPE_ALL        0x3u

typedef struct
{
  uint64_t file_system;
  uint64_t network; /* version 4 */
  uint64_t scoped;  /* version 6 */
} LandlockRuleset;

static void
limit_resource (__rlimit_resource_t resource, rlim_t value)
{
  struct rlimit limit = { .rlim_cur = value, .rlim_max = value };

  if (setrlimit (resource, &limit) != 0)
    hopmap_give_up (HOPMAP_EXIT_SANDBOX, "a resource limit cannot be set.");
}

static uint64_t
file_system_rights (long version)
{
  /* Version 1 has 13 rights; 2, 3 and 5 added one each. */
  int bits = 13 + (version >= 2) + (version >= 3) + (version >= 5);

  return (UINT64_C (1) << bits) - 1;
}

/* Handles every right of the version and grants none of them; but connecting over TCP goes with
 * binding, and is left alone if it is needed. */
static uint8_t
close_file_system (bool with_connect)
{
  long version = syscall (SYS_landlock_create_ruleset, NULL, (size_t) 0, LANDLOCK_VERSION_QUESTION);
  LandlockRuleset ruleset = { 0 };
  size_t size = sizeof ruleset.file_system;
  long fd;

  if (version < 0 && (errno == ENOSYS || errno == EOPNOTSUPP))
    return 0;
  if (version < 1)
    hopmap_give_up (HOPMAP_EXIT_SANDBOX, "the version of Landlock cannot be read.");

  ruleset.file_system = file_system_rights (version);
  if (version >= 4)
    {
      ruleset.network = with_connect ? 0 : LANDLOCK_TCP_ALL;
      size = offsetof (LandlockRuleset, scoped);
    }
  if (version >= 6)
    {
      ruleset.scoped = LANDLOCK_SCOPE_ALL;
      size = sizeof ruleset;
    }

  fd = syscall (SYS_landlock_create_ruleset, &ruleset, size, 0u);
  if (fd < 0 || syscall (SYS_landlock_restrict_self, (int) fd, 0u) != 0)
    hopmap_give_up (HOPMAP_EXIT_SANDBOX, "the file system cannot be closed off.");
  close ((int) fd);
  return version > UINT8_MAX ? UINT8_MAX : (uint8_t) version;
}

#define EXACTLY(argument, value) SCMP_CMP32 (argument, SCMP_CMP_EQ, (uint32_t) (value))

/* Such sockets as every program may open. */
static bool
allow_sockets (scmp_filter_ctx filter)
{
  static const int domains[] = { AF_INET, AF_INET6 };
  bool ok = true;

  for (size_t i = 0; ok && i < sizeof domains / sizeof domains[0]; i++)
    ok = seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (socket), 3, EXACTLY (0, domains[i]),
                           EXACTLY (1, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK),
                           EXACTLY (2, IPPROTO_UDP))
             == 0
         && seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (socket), 3, EXACTLY (0, domains[i]),
                              EXACTLY (1, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK),
                              EXACTLY (2, IPPROTO_TCP))
                == 0;
  return ok
         && seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (getsockopt), 2,
                              EXACTLY (1, SOL_SOCKET), EXACTLY (2, SO_ERROR))
                == 0;
}

/* Not among them: a filter to detach, headers of one's own, addresses that are not ours. */
static bool
allow_options (scmp_filter_ctx filter)
{
  static const struct
  {
    int level;
    int name;
  } options[] = {
    { SOL_SOCKET, SO_TIMESTAMPNS },
    { SOL_SOCKET, SO_TIMESTAMPING },
    { SOL_SOCKET, SO_RCVBUF },
    { SOL_SOCKET, SO_LINGER },
    { IPPROTO_IP, IP_RECVTOS },
    { IPPROTO_IP, IP_RECVTTL },
    { IPPROTO_IP, IP_RECVERR },
    { IPPROTO_IP, IP_RECVERR_RFC4884 },
    { IPPROTO_IP, IP_MTU_DISCOVER },
    { IPPROTO_IP, IP_TTL },
    { IPPROTO_IP, IP_TOS },
    { IPPROTO_IPV6, IPV6_RECVTCLASS },
    { IPPROTO_IPV6, IPV6_RECVHOPLIMIT },
    { IPPROTO_IPV6, IPV6_RECVPKTINFO },
    { IPPROTO_IPV6, IPV6_RECVERR },
    { IPPROTO_IPV6, IPV6_RECVERR_RFC4884 },
    { IPPROTO_IPV6, IPV6_MTU_DISCOVER },
    { IPPROTO_IPV6, IPV6_AUTOFLOWLABEL },
    { IPPROTO_IPV6, IPV6_UNICAST_HOPS },
    { IPPROTO_IPV6, IPV6_TCLASS },
    { IPPROTO_TCP, TCP_SYNCNT },
  };
  bool ok = true;

  for (size_t i = 0; ok && i < sizeof options / sizeof options[0]; i++)
    ok = seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (setsockopt), 2,
                           EXACTLY (1, options[i].level), EXACTLY (2, options[i].name))
         == 0;
  return ok;
}

static void
filter_system_calls (void)
{
  static const int anywhere[] = {
    SCMP_SYS (ppoll),        SCMP_SYS (ppoll_time64),  SCMP_SYS (sendmsg),
    SCMP_SYS (recvmsg),      SCMP_SYS (clock_gettime), SCMP_SYS (clock_gettime64),
    SCMP_SYS (bind),         SCMP_SYS (connect),       SCMP_SYS (getsockname),
    SCMP_SYS (close),        SCMP_SYS (exit_group),    SCMP_SYS (restart_syscall),
    SCMP_SYS (rt_sigreturn),
#ifdef __SANITIZE_ADDRESS__
    SCMP_SYS (sigaltstack), /* the sanitizer's, before every function that does not return */
#endif
  };
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_KILL_PROCESS);
  bool ok = filter != NULL;

  ok = ok && seccomp_attr_set (filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0;
  /* no_new_privs is set and read back already; the library shall not hide its absence. */
  ok = ok && seccomp_attr_set (filter, SCMP_FLTATR_CTL_NNP, 0) == 0;
  for (size_t i = 0; ok && i < sizeof anywhere / sizeof anywhere[0]; i++)
    ok = seccomp_rule_add (filter, SCMP_ACT_ALLOW, anywhere[i], 0) == 0;
  ok = ok && allow_sockets (filter) && allow_options (filter);
  ok = ok
       && seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (read), 1, EXACTLY (0, STDIN_FILENO))
              == 0
       && seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (write), 1, EXACTLY (0, STDOUT_FILENO))
              == 0;
  ok = ok && seccomp_load (filter) == 0;
  if (!ok)
    hopmap_give_up (HOPMAP_EXIT_SANDBOX, "the system calls cannot be filtered.");
  /* The filter stays allocated: releasing it is no call that the loop should be able to make. */
}

/* As many files as the sockets may need, or as few as the caller allows. */
static void
limit_files (void)
{
  struct rlimit limit = { 0 };
  rlim_t wanted = HOPMAP_CHANNELS + SPARE_FILES;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    hopmap_give_up (HOPMAP_EXIT_SANDBOX, "a resource limit cannot be read.");
  limit_resource (RLIMIT_NOFILE, limit.rlim_cur < wanted ? limit.rlim_cur : wanted);
}

uint8_t
hopmap_sandbox_enter (bool with_connect)
{
  uint8_t version = close_file_system (with_connect);

  limit_resource (RLIMIT_NPROC, 0);
  limit_resource (RLIMIT_FSIZE, 0);
  limit_resource (RLIMIT_MEMLOCK, 0);
  limit_resource (RLIMIT_MSGQUEUE, 0);
  limit_files ();
  filter_system_calls ();
  return version;
}
