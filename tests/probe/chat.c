/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See chat.h. What happens between fork() and exec() uses system calls only.
 */
#include "chat.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_MS    20000
#define NAMESPACE_USER 4711

static bool
write_file (const char *path, const char *text)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC);
  bool ok = fd >= 0 && write (fd, text, strlen (text)) == (ssize_t) strlen (text);

  if (fd >= 0)
    close (fd);
  return ok;
}

static bool
bring_loopback_up (void)
{
  struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING | IFF_LOOPBACK };
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  bool ok = fd >= 0 && ioctl (fd, SIOCSIFFLAGS, &request) == 0;

  close (fd);
  return ok;
}

static bool
enter_user_namespace (uid_t inner)
{
  uid_t uid = geteuid ();
  gid_t gid = getegid ();
  char map[64];

  if (unshare (CLONE_NEWUSER | CLONE_NEWNET) != 0 || !write_file ("/proc/self/setgroups", "deny"))
    return false;
  snprintf (map, sizeof map, "%u %u 1", inner, uid);
  if (!write_file ("/proc/self/uid_map", map))
    return false;
  snprintf (map, sizeof map, "%u %u 1", inner, gid);
  return write_file ("/proc/self/gid_map", map);
}

/* Somebody who takes connections on @port and hangs up, for as long as this process lives. */
static bool
open_tcp_port (uint16_t port)
{
  struct sockaddr_in6 name = { .sin6_family = AF_INET6, .sin6_port = htons (port) };
  pid_t pid = getpid ();
  pid_t listener;
  int fd;

  if (port == 0)
    return true;
  fd = socket (AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || bind (fd, (struct sockaddr *) &name, sizeof name) != 0
      || listen (fd, SOMAXCONN) != 0)
    return false;
  listener = fork ();
  if (listener == 0)
    {
      if (dup2 (fd, 0) != 0 || close_range (1, ~0u, 0) != 0
          || prctl (PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid () != pid)
        _exit (1);
      for (;;)
        close (accept (0, NULL, NULL));
    }
  close (fd);
  return listener > 0;
}

bool
chat_enter (const ChatStart *start)
{
  char range[64];

  switch (start->state)
    {
    case CHAT_AS_IT_IS:
      return true;
    case CHAT_NAMESPACE_ROOT:
      if (!enter_user_namespace (0))
        return false;
      break;
    case CHAT_NAMESPACE_PING:
    case CHAT_NAMESPACE_PLAIN:
      if (!enter_user_namespace (NAMESPACE_USER))
        return false;
      break;
    case CHAT_OWN_NETWORK:
      if (unshare (CLONE_NEWNET) != 0)
        return false;
      break;
    default:
      return false;
    }

  if (!bring_loopback_up () || !open_tcp_port (start->open_port))
    return false;
  if (start->silent && !write_file ("/proc/sys/net/ipv4/icmp_echo_ignore_all", "1"))
    return false;
  snprintf (range, sizeof range, "%u %u", NAMESPACE_USER, NAMESPACE_USER);
  if (start->state == CHAT_NAMESPACE_PING
      && !write_file ("/proc/sys/net/ipv4/ping_group_range", range))
    return false;
  if (start->state != CHAT_OWN_NETWORK || start->uid == 0)
    return true;
  return setgroups (0, NULL) == 0 && setresgid (start->uid, start->uid, start->uid) == 0
         && setresuid (start->uid, start->uid, start->uid) == 0;
}

static bool
can_enter (const ChatStart *start)
{
  int status = 0;
  pid_t pid = fork ();

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    _exit (chat_enter (start) ? 0 : 1);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

bool
chat_can_have_namespaces (void)
{
  if (can_enter (&(ChatStart){ .state = CHAT_NAMESPACE_PING }))
    return true;
  g_test_skip ("This machine does not let the test make user and network namespaces.");
  return false;
}

bool
chat_can_be_anybody (void)
{
  if (geteuid () != 0)
    g_test_skip ("Only root can prepare this test; run it as root to have it.");
  else if (can_enter (&(ChatStart){ .state = CHAT_OWN_NETWORK, .uid = NAMESPACE_USER }))
    return true;
  else
    g_test_skip ("This machine does not let root make a network namespace or be somebody else.");
  return false;
}

static void
open_channels (Chat *chat, bool pipes, int *in, int *out)
{
  int pair[2], back[2];

  if (pipes)
    {
      g_assert_no_errno (pipe2 (pair, O_CLOEXEC));
      g_assert_no_errno (pipe2 (back, O_CLOEXEC));
      *in = pair[0];
      chat->to = pair[1];
      chat->from = back[0];
      *out = back[1];
      return;
    }
  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair));
  chat->to = pair[0];
  chat->from = fcntl (pair[0], F_DUPFD_CLOEXEC, 0);
  *in = pair[1];
  *out = fcntl (pair[1], F_DUPFD_CLOEXEC, 0);
}

void
chat_start (Chat *chat, const ChatStart *start, HopmapFrameHello *hello)
{
  char *argv[] = { (char *) "hopmap-probe", NULL };
  int in, out;

  signal (SIGPIPE, SIG_IGN);
  open_channels (chat, start->pipes, &in, &out);
  chat->pid = fork ();
  g_assert_cmpint (chat->pid, >=, 0);
  if (chat->pid == 0)
    {
      if (!chat_enter (start) || dup2 (in, STDIN_FILENO) < 0 || dup2 (out, STDOUT_FILENO) < 0)
        _exit (126);
      execv (start->program, argv);
      _exit (127);
    }
  close (in);
  close (out);
  *hello = chat_expect (chat, HOPMAP_FRAME_HELLO).hello;
}

int
chat_run (const char *program, const char *argument, int in, int out)
{
  char *argv[] = { (char *) "hopmap-probe", (char *) argument, NULL };
  Chat chat = { .to = -1, .from = -1 };

  chat.pid = fork ();
  g_assert_cmpint (chat.pid, >=, 0);
  if (chat.pid == 0)
    {
      if ((in >= 0 ? dup2 (in, STDIN_FILENO) : close (STDIN_FILENO)) < 0
          || (out >= 0 ? dup2 (out, STDOUT_FILENO) : close (STDOUT_FILENO)) < 0)
        _exit (126);
      execv (program, argv);
      _exit (127);
    }
  return chat_wait (&chat);
}

void
chat_send (Chat *chat, const HopmapFrame *frame)
{
  uint8_t bytes[HOPMAP_FRAME_SIZE];

  g_assert_true (hopmap_frame_encode (frame, bytes));
  g_assert_cmpint (write (chat->to, bytes, sizeof bytes), ==, sizeof bytes);
}

HopmapFrame
chat_next (Chat *chat)
{
  uint8_t bytes[HOPMAP_FRAME_SIZE];
  size_t length = 0;
  HopmapFrame frame;

  while (length < sizeof bytes)
    {
      struct pollfd entry = { .fd = chat->from, .events = POLLIN };
      ssize_t n;

      if (poll (&entry, 1, PATIENCE_MS) <= 0)
        g_error ("The helper says nothing.");
      n = read (chat->from, bytes + length, sizeof bytes - length);
      if (n <= 0)
        g_error ("The helper has gone, with status %d.", chat_wait (chat));
      length += (size_t) n;
    }
  g_assert_cmpint (hopmap_frame_decode (bytes, sizeof bytes, &frame), ==, HOPMAP_DECODE_OK);
  return frame;
}

HopmapFrame
chat_expect (Chat *chat, HopmapFrameType type)
{
  HopmapFrame frame = chat_next (chat);

  if (frame.type == HOPMAP_FRAME_FAILED && type != HOPMAP_FRAME_FAILED)
    g_test_message ("failed: reason %d, %s", frame.failed.reason,
                    g_strerror ((int) frame.failed.error));
  g_assert_cmpint (frame.type, ==, type);
  return frame;
}

int
chat_wait (Chat *chat)
{
  int status;

  g_assert_cmpint (waitpid (chat->pid, &status, 0), ==, chat->pid);
  if (WIFSIGNALED (status))
    g_error ("The helper was killed by signal %d.", WTERMSIG (status));
  return WEXITSTATUS (status);
}

int
chat_wait_for_end (pid_t pid, long *cpu_ms)
{
  struct rusage usage;
  int handle = (int) syscall (SYS_pidfd_open, pid, 0);
  struct pollfd entry = { .fd = handle, .events = POLLIN };
  int status;

  g_assert_cmpint (handle, >=, 0);
  if (poll (&entry, 1, PATIENCE_MS) != 1)
    {
      kill (pid, SIGKILL);
      g_error ("The helper does not end.");
    }
  close (handle);
  g_assert_cmpint (wait4 (pid, &status, 0, &usage), ==, pid);
  if (cpu_ms != NULL)
    *cpu_ms = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000
              + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
  return status;
}

int
chat_close (Chat *chat, bool keep_reading)
{
  int status;

  if (keep_reading)
    shutdown (chat->to, SHUT_WR); /* of a pipe the closing is enough */
  else
    close (chat->from);
  close (chat->to);
  status = chat_wait (chat);
  if (keep_reading)
    close (chat->from);
  return status;
}

HopmapFrame
chat_probe (uint32_t token, const char *address, HopmapFrameProtocol protocol)
{
  HopmapFrame frame = {
    .type = HOPMAP_FRAME_SEND,
    .send = {
        .token = token,
        .protocol = protocol,
        .spacing = HOPMAP_SPACING_FROM_NOW,
        .ttl = 5,
        .port = protocol == HOPMAP_FRAME_ICMP ? 0 : 33434,
        .timeout_ms = HOPMAP_FRAME_TIMEOUT_MAX_MS,
    },
  };

  frame.send.family = strchr (address, ':') != NULL ? HOPMAP_FRAME_IPV6 : HOPMAP_FRAME_IPV4;
  g_assert_cmpint (inet_pton (frame.send.family == HOPMAP_FRAME_IPV6 ? AF_INET6 : AF_INET, address,
                              frame.send.destination.bytes),
                   ==, 1);
  return frame;
}

/* The value of a line of /proc/PID/status, without the white space around it. */
static char *
status_value (const char *status, const char *name)
{
  const char *at = g_strstr_len (status, -1, name);
  const char *end;

  g_assert_nonnull (at);
  at += strlen (name);
  end = strchr (at, '\n');
  g_assert_nonnull (end);
  return g_strstrip (g_strndup (at, (size_t) (end - at)));
}

void
chat_assert_locked (const Chat *chat)
{
  static const char *const sets[] = { "\nCapInh:", "\nCapPrm:", "\nCapEff:", "\nCapAmb:" };
  static const char *const ids[] = { "\nUid:", "\nGid:" };
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) chat->pid);
  g_autofree char *status = NULL;
  g_autofree char *no_new_privileges = NULL;
  g_autofree char *seccomp = NULL;

  g_assert_true (g_file_get_contents (path, &status, NULL, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *value = status_value (status, sets[i]);

      g_assert_cmpstr (value, ==, "0000000000000000");
    }
  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *value = status_value (status, ids[i]);
      g_auto (GStrv) four = g_strsplit (value, "\t", -1);

      g_assert_cmpuint (g_strv_length (four), ==, 4);
      for (int k = 1; k < 4; k++)
        g_assert_cmpstr (four[k], ==, four[0]);
    }
  no_new_privileges = status_value (status, "\nNoNewPrivs:");
  g_assert_cmpstr (no_new_privileges, ==, "1");
  seccomp = status_value (status, "\nSeccomp:");
  g_assert_cmpstr (seccomp, ==, "2");
}
