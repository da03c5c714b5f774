/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the helper could do if an enemy had taken it over: the helper's own parts with another loop,
 * which tries one forbidden thing and must be killed for it. With raw sockets, in a namespace.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "chat.h"
#include "privilege.h"
#include "sandbox.h"
#include "sockets.h"

#define SANDBOXED 42 /* the exit status of a child that tried it and lives */
#define ORDINARY  (SOCK_CLOEXEC | SOCK_NONBLOCK)

/* Filled before the sandbox, as in the helper. */
static HopmapSockets sockets;

/* Whether connections are to be possible, as they are where there are no raw sockets. */
static bool with_connect;

static struct sock_filter pass_all[] = { BPF_STMT (BPF_RET | BPF_K, UINT32_MAX) };
static struct sock_fprog program = { 1, pass_all };

static int
raw_icmp (void)
{
  return sockets.channels[0].fd;
}

static void
attach_filter (void)
{
  setsockopt (raw_icmp (), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
}

static void
bind_to_device (void)
{
  setsockopt (raw_icmp (), SOL_SOCKET, SO_BINDTODEVICE, "lo", sizeof "lo");
}

static void
open_raw (void)
{
  socket (AF_INET, SOCK_RAW | ORDINARY, IPPROTO_ICMP);
}

static void
open_raw6 (void)
{
  socket (AF_INET6, SOCK_RAW | ORDINARY, IPPROTO_ICMPV6);
}

static void
open_packet (void)
{
  socket (AF_PACKET, SOCK_DGRAM | ORDINARY, 0);
}

static void
open_local (void)
{
  socket (AF_UNIX, SOCK_STREAM | ORDINARY, 0);
}

static void
open_netlink (void)
{
  socket (AF_NETLINK, SOCK_DGRAM | ORDINARY, 0);
}

/* Of the right family and type, but not the protocol that goes with it. */
static void
open_other_protocol (void)
{
  socket (AF_INET, SOCK_DGRAM | ORDINARY, IPPROTO_ICMP);
}

/* The same socket as is allowed, but one that would survive an exec. */
static void
open_inheritable (void)
{
  socket (AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, IPPROTO_UDP);
}

static void
listen_to_others (void)
{
  listen (sockets.channels[2].fd, 1);
}

static void
execute (void)
{
  char *nothing[] = { NULL };

  execve ("/bin/true", nothing, nothing);
}

static void
open_file (void)
{
  syscall (SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY);
}

#ifdef SYS_open
static void
open_file_the_old_way (void)
{
  syscall (SYS_open, "/etc/passwd", O_RDONLY);
}
#endif

static void
fork_itself (void)
{
  syscall (SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
}

static void
trace_parent (void)
{
  syscall (SYS_ptrace, PTRACE_ATTACH, getppid (), NULL, NULL);
}

static void
kill_somebody (void)
{
  syscall (SYS_kill, 1, 0);
}

static void
make_code (void)
{
  syscall (SYS_mmap, NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS,
           -1, 0);
}

static void
change_code (void)
{
  syscall (SYS_mprotect, &sockets, 1, PROT_READ | PROT_WRITE | PROT_EXEC);
}

static void
become_root (void)
{
  syscall (SYS_setuid, 0);
}

static void
take_capabilities (void)
{
  struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
  struct __user_cap_data_struct data[2] = { { 0 } };

  syscall (SYS_capset, &header, data);
}

static void
make_namespaces (void)
{
  syscall (SYS_unshare, CLONE_NEWUSER);
}

static void
be_dumpable (void)
{
  syscall (SYS_prctl, PR_SET_DUMPABLE, 1UL, 0UL, 0UL, 0UL);
}

static void
start_ring (void)
{
  syscall (SYS_io_uring_setup, 1, NULL);
}

static void
read_elsewhere (void)
{
  char byte;

  syscall (SYS_read, raw_icmp (), &byte, 1);
}

static void
write_elsewhere (void)
{
  syscall (SYS_write, STDERR_FILENO, "", 0);
}

#ifdef __x86_64__
/* The same kernel by another door: numbers of its 32-bit relatives. */
static void
call_by_x32 (void)
{
  syscall (0x40000000 | SYS_getpid);
}
#endif

static void
open_stream (void)
{
  socket (AF_INET6, SOCK_STREAM | ORDINARY, IPPROTO_TCP);
}

static void
do_what_is_allowed (void)
{
  int zero = 0;
  int fds[] = {
    socket (AF_INET, SOCK_DGRAM | ORDINARY, IPPROTO_UDP),
    with_connect ? socket (AF_INET6, SOCK_STREAM | ORDINARY, IPPROTO_TCP)
                 : socket (AF_INET6, SOCK_DGRAM | ORDINARY, IPPROTO_UDP),
  };
  socklen_t size = sizeof zero;

  for (size_t i = 0; i < G_N_ELEMENTS (fds); i++)
    if (fds[i] < 0 || getsockopt (fds[i], SOL_SOCKET, SO_ERROR, &zero, &size) != 0
        || close (fds[i]) != 0)
      _exit (1);
}

typedef struct
{
  const char *name;
  void (*make) (void); /* or else an option of a raw socket */
  int level, option;
} Attempt;

static const Attempt attempts[] = {
  { "option-hdrincl", NULL, IPPROTO_IP, IP_HDRINCL },
  { "option-ipv6-hdrincl", NULL, IPPROTO_IPV6, IPV6_HDRINCL },
  { "option-detach-filter", NULL, SOL_SOCKET, SO_DETACH_FILTER },
  { "option-attach-filter", attach_filter },
  { "option-mark", NULL, SOL_SOCKET, SO_MARK },
  { "option-transparent", NULL, IPPROTO_IP, IP_TRANSPARENT },
  { "option-freebind", NULL, IPPROTO_IP, IP_FREEBIND },
  { "option-ip-options", NULL, IPPROTO_IP, IP_OPTIONS },
  { "option-bindtodevice", bind_to_device },
  { "socket-raw", open_raw },
  { "socket-raw6", open_raw6 },
  { "socket-packet", open_packet },
  { "socket-unix", open_local },
  { "socket-netlink", open_netlink },
  { "socket-ping", open_other_protocol },
  { "socket-inheritable", open_inheritable },
  { "listen", listen_to_others },
  { "execve", execute },
  { "openat", open_file },
#ifdef SYS_open
  { "open", open_file_the_old_way },
#endif
  { "clone", fork_itself },
  { "ptrace", trace_parent },
  { "kill", kill_somebody },
  { "mmap-exec", make_code },
  { "mprotect-exec", change_code },
  { "setuid", become_root },
  { "capset", take_capabilities },
  { "unshare", make_namespaces },
  { "prctl", be_dumpable },
  { "io-uring", start_ring },
  { "read-elsewhere", read_elsewhere },
  { "write-elsewhere", write_elsewhere },
#ifdef __x86_64__
  { "x32", call_by_x32 },
#endif
};

/* In a child, by the helper's own steps. */
static void
enter_sandbox (void)
{
  HopmapPrivilege privilege;
  uint8_t landlock_abi;

  g_assert_true (hopmap_privilege_find (&privilege));
  g_assert_true (hopmap_sockets_open (&sockets, 4711));
  g_assert_true (hopmap_privilege_drop (&privilege));
  g_assert_true (hopmap_sandbox_enter (with_connect, 144, &landlock_abi));
}

static void
try (const Attempt *attempt)
{
  int yes = 1;

  if (attempt->make != NULL)
    attempt->make ();
  else
    setsockopt (raw_icmp (), attempt->level, attempt->option, &yes, sizeof yes);
}

static int
run (ChatState state, const Attempt *attempt)
{
  pid_t pid = fork ();
  int status;

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      if (!chat_enter (&(ChatStart){ .state = state }))
        _exit (1);
      enter_sandbox ();
      try (attempt);
      _exit (SANDBOXED);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  return status;
}

static const ChatState states[] = { CHAT_NAMESPACE_ROOT, CHAT_NAMESPACE_PING };

static void
test_forbidden (const void *data)
{
  const Attempt *attempt = data;

  if (!chat_can_have_namespaces ())
    return;
  for (size_t i = 0; i < G_N_ELEMENTS (states); i++)
    {
      int status;

      with_connect = i != 0;
      status = run (states[i], attempt);
      g_assert_true (WIFSIGNALED (status));
      g_assert_cmpint (WTERMSIG (status), ==, SIGSYS);
    }
}

/* With raw sockets there is no need for connections. */
static void
test_forbidden_stream (void)
{
  static const Attempt attempt = { "socket-stream", open_stream };
  int status;

  if (!chat_can_have_namespaces ())
    return;
  with_connect = false;
  status = run (CHAT_NAMESPACE_ROOT, &attempt);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGSYS);
  with_connect = true;
  g_assert_cmphex (run (CHAT_NAMESPACE_ROOT, &attempt), ==, W_EXITCODE (SANDBOXED, 0));
}

/* Otherwise all of the above could come from a sandbox that kills for everything. */
static void
test_allowed (void)
{
  static const Attempt allowed = { "allowed", do_what_is_allowed };

  if (!chat_can_have_namespaces ())
    return;
  for (size_t i = 0; i < G_N_ELEMENTS (states); i++)
    {
      with_connect = i != 0;
      g_assert_cmphex (run (states[i], &allowed), ==, W_EXITCODE (SANDBOXED, 0));
    }
}

/* While still root of the namespace: the filters of the raw sockets stay as they are. */
static void
test_locked_filter (void)
{
  pid_t pid;
  int status;

  if (!chat_can_have_namespaces ())
    return;
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      int yes = 1;

      if (!chat_enter (&(ChatStart){ .state = CHAT_NAMESPACE_ROOT }))
        _exit (1);
      hopmap_sockets_open (&sockets, 4711);
      for (size_t i = 0; i < 4; i++)
        {
          int fd = sockets.channels[i].fd;

          if (fd < 0)
            _exit (2);
          if (setsockopt (fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0
              || errno != EPERM)
            _exit (3);
          if (setsockopt (fd, SOL_SOCKET, SO_DETACH_FILTER, &yes, sizeof yes) == 0
              || errno != EPERM)
            _exit (4);
        }
      _exit (SANDBOXED);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_cmphex (status, ==, W_EXITCODE (SANDBOXED, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/escape/allowed", test_allowed);
  g_test_add_func ("/probe/escape/forbidden-stream", test_forbidden_stream);
  g_test_add_func ("/probe/escape/locked-filter", test_locked_filter);
  for (size_t i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/probe/escape/forbidden/%s", attempts[i].name);

      g_test_add_data_func (path, &attempts[i], test_forbidden);
    }
  return g_test_run ();
}
