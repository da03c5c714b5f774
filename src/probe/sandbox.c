/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Resource limits, Landlock where there is one, and a seccomp filter of the few calls that the
 * loop makes. A forbidden call kills the process.
 */
#include "sandbox.h"

#include <errno.h>
#include <netinet/in.h>
#include <seccomp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sockets.h"

/* The kernel's numbers, because the headers of the oldest platform know only the first version. */
#define LANDLOCK_VERSION_QUESTION 1u
#define LANDLOCK_TCP_ALL          0x3u
#define LANDLOCK_SCOPE_ALL        0x3u

/* For the filter in sight. */
#define EXACTLY(argument, value) SCMP_CMP32 (argument, SCMP_CMP_EQ, (uint32_t) (value))
#define ALLOW(call, ...)         seccomp_rule_add (filter, SCMP_ACT_ALLOW, call, __VA_ARGS__)

static bool
limit_resource (__rlimit_resource_t resource, rlim_t most)
{
  return setrlimit (resource, &(struct rlimit){ most, most }) == 0;
}

/* What a version does not know must be zero, and may be there all the same. */
typedef struct
{
  uint64_t file_system;
  uint64_t network; /* version 4 */
  uint64_t scoped;  /* version 6 */
} LandlockRuleset;

/* Handles every right of the version and grants none of them; but connecting over TCP goes with
 * binding, and is left alone if it is needed. */
static bool
close_off (bool with_connect, uint8_t *abi)
{
  long version = syscall (SYS_landlock_create_ruleset, NULL, (size_t) 0, LANDLOCK_VERSION_QUESTION);
  /* Version 1 has 13 rights; 2, 3 and 5 added one each. */
  int n_rights = 13 + (version >= 2) + (version >= 3) + (version >= 5);
  LandlockRuleset ruleset = {
    .file_system = (UINT64_C (1) << n_rights) - 1,
    .network = version >= 4 && !with_connect ? LANDLOCK_TCP_ALL : 0,
    .scoped = version >= 6 ? LANDLOCK_SCOPE_ALL : 0,
  };
  int fd;

  *abi = version < 0 ? 0 : version > UINT8_MAX ? UINT8_MAX : (uint8_t) version;
  if (*abi == 0)
    return errno == ENOSYS || errno == EOPNOTSUPP;
  fd = (int) syscall (SYS_landlock_create_ruleset, &ruleset, sizeof ruleset, 0u);
  return fd >= 0 && syscall (SYS_landlock_restrict_self, fd, 0u) == 0 && close (fd) == 0;
}

/* Sockets only such as every program may open; of their options those that sockets.c knows, and so
 * none that detaches a filter, writes headers of one's own or takes addresses that are not ours. */
static bool
filter_system_calls (bool with_connect)
{
  static const int freely[] = {
    SCMP_SYS (ppoll),        SCMP_SYS (ppoll_time64),  SCMP_SYS (sendmsg),
    SCMP_SYS (recvmsg),      SCMP_SYS (clock_gettime), SCMP_SYS (clock_gettime64),
    SCMP_SYS (bind),         SCMP_SYS (connect),       SCMP_SYS (getsockname),
    SCMP_SYS (close),        SCMP_SYS (exit_group),    SCMP_SYS (restart_syscall),
    SCMP_SYS (rt_sigreturn),
#ifdef __SANITIZE_ADDRESS__
    SCMP_SYS (sigaltstack), /* the sanitizer's, before every function that does not return */
#endif
  };
  static const int sockets[][3] = { { AF_INET, SOCK_DGRAM, IPPROTO_UDP },
                                    { AF_INET6, SOCK_DGRAM, IPPROTO_UDP },
                                    { AF_INET, SOCK_STREAM, IPPROTO_TCP },
                                    { AF_INET6, SOCK_STREAM, IPPROTO_TCP } };
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_KILL_PROCESS);
  int failed = filter == NULL; /* and any bit of what a call below returns */

  failed |= seccomp_attr_set (filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  /* no_new_privs is set and read back already; the library shall not hide its absence. */
  failed |= seccomp_attr_set (filter, SCMP_FLTATR_CTL_NNP, 0);
  for (size_t i = 0; i < sizeof freely / sizeof freely[0]; i++)
    failed |= ALLOW (freely[i], 0);
  failed |= ALLOW (SCMP_SYS (read), 1, EXACTLY (0, STDIN_FILENO));
  failed |= ALLOW (SCMP_SYS (write), 1, EXACTLY (0, STDOUT_FILENO));
  failed |= ALLOW (SCMP_SYS (getsockopt), 2, EXACTLY (1, SOL_SOCKET), EXACTLY (2, SO_ERROR));
  for (size_t i = 0; i < (with_connect ? 4 : 2); i++)
    failed |= ALLOW (SCMP_SYS (socket), 3, EXACTLY (0, sockets[i][0]),
                     EXACTLY (1, sockets[i][1] | SOCK_CLOEXEC | SOCK_NONBLOCK),
                     EXACTLY (2, sockets[i][2]));
  for (size_t i = 0; i < 2 * HOPMAP_SOCKET_OPTIONS; i++)
    {
      const HopmapSocketOption *option = &hopmap_socket_options[i / 2];

      if (option->names[i % 2] != 0)
        failed |= ALLOW (SCMP_SYS (setsockopt), 2,
                         EXACTLY (1, hopmap_socket_option_level (option, i % 2 != 0)),
                         EXACTLY (2, option->names[i % 2]));
    }
  /* The filter stays allocated: releasing it is no call that the loop should be able to make. */
  return failed == 0 && seccomp_load (filter) == 0;
}

bool
hopmap_sandbox_enter (bool with_connect, size_t n_files, uint8_t *landlock_abi)
{
  return close_off (with_connect, landlock_abi) && limit_resource (RLIMIT_NPROC, 0)
         && limit_resource (RLIMIT_FSIZE, 0) && limit_resource (RLIMIT_MEMLOCK, 0)
         && limit_resource (RLIMIT_MSGQUEUE, 0) && limit_resource (RLIMIT_NOFILE, n_files)
         && filter_system_calls (with_connect);
}
