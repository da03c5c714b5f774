/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real hopmap-probe in every way of being started that needs root to prepare, and the script
 * that gives it its privilege at the end of an install. Skipped for everybody but root.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "chat.h"
#include "copy.h"
#include "exit-status.h"

#define ORDINARY_USER 4711

static void
check_reply (Chat *chat, const char *address, HopmapFrameProtocol protocol)
{
  HopmapFrame frame = chat_probe (1, address, protocol);

  chat_send (chat, &frame);
  chat_expect (chat, HOPMAP_FRAME_SENT);
  g_assert_cmpint (chat_expect (chat, HOPMAP_FRAME_REPLY).reply.kind, ==,
                   protocol == HOPMAP_FRAME_ICMP ? HOPMAP_REPLY_ECHO
                                                 : HOPMAP_REPLY_PORT_UNREACHABLE);
}

/* In a child of the same user: neither the memory nor the sockets of the helper can be had. */
static void
check_closed_to_its_user (const Chat *chat, uid_t uid)
{
  pid_t pid = fork ();
  int status;

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      int handle;

      if (setresgid (uid, uid, uid) != 0 || setresuid (uid, uid, uid) != 0)
        _exit (1);
      if (ptrace (PTRACE_ATTACH, chat->pid, NULL, NULL) == 0 || errno != EPERM)
        _exit (2);
      handle = (int) syscall (SYS_pidfd_open, chat->pid, 0);
      if (handle < 0)
        _exit (3);
      for (int fd = 3; fd < 16; fd++)
        if (syscall (SYS_pidfd_getfd, handle, fd, 0) >= 0 || errno != EPERM)
          _exit (4);
      _exit (0);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static uid_t
uid_of (const Chat *chat)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) chat->pid);
  g_autofree char *status = NULL;
  const char *at;

  g_assert_true (g_file_get_contents (path, &status, NULL, NULL));
  at = strstr (status, "\nUid:\t");
  g_assert_nonnull (at);
  return (uid_t) g_ascii_strtoull (at + strlen ("\nUid:\t"), NULL, 10);
}

static void
check_start (const char *program,
             uid_t uid,
             HopmapProbeStart expected_start,
             HopmapProbeMode expected_mode)
{
  HopmapFrameHello hello;
  Chat chat;

  chat_start (&chat, &(ChatStart){ .state = CHAT_OWN_NETWORK, .program = program, .uid = uid },
              &hello);
  g_assert_cmpint (hello.start, ==, expected_start);
  g_assert_cmpint (hello.ipv4.icmp.mode, ==, expected_mode);
  g_assert_cmpint (hello.ipv6.icmp.mode, ==, expected_mode);
  chat_assert_locked (&chat);
  if (uid == 0)
    g_assert_cmpint (uid_of (&chat), !=, 0);
  else
    {
      g_assert_cmpint (uid_of (&chat), ==, uid);
      check_closed_to_its_user (&chat, uid);
    }
  if (expected_mode == HOPMAP_MODE_RAW)
    {
      check_reply (&chat, "127.0.0.1", HOPMAP_FRAME_ICMP);
      check_reply (&chat, "::1", HOPMAP_FRAME_ICMP);
    }
  check_reply (&chat, "127.0.0.1", HOPMAP_FRAME_UDP);
  check_reply (&chat, "::1", HOPMAP_FRAME_UDP);
  g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
}

static void
test_root (void)
{
  if (chat_can_be_anybody ())
    check_start (g_getenv ("HOPMAP_TEST_PROBE"), 0, HOPMAP_START_ROOT, HOPMAP_MODE_RAW);
}

static void
test_nothing (void)
{
  Copy copy;

  if (!chat_can_be_anybody ())
    return;
  copy_make (&copy);
  check_start (copy.program, ORDINARY_USER, HOPMAP_START_PLAIN, HOPMAP_MODE_NONE);
  copy_remove (&copy);
}

static void
test_setuid (void)
{
  Copy copy;

  if (!chat_can_be_anybody ())
    return;
  copy_make (&copy);
  if (copy_can_have_privilege (&copy))
    {
      copy_set_setuid (&copy);
      check_start (copy.program, ORDINARY_USER, HOPMAP_START_SETUID, HOPMAP_MODE_RAW);
    }
  copy_remove (&copy);
}

static void
test_file_capability (void)
{
  Copy copy;

  if (!chat_can_be_anybody ())
    return;
  copy_make (&copy);
  if (copy_can_have_privilege (&copy))
    for (int effective = 0; effective <= 1; effective++)
      {
        copy_set_capability (&copy, effective);
        check_start (copy.program, ORDINARY_USER, HOPMAP_START_FILE_CAPABILITY, HOPMAP_MODE_RAW);
      }
  copy_remove (&copy);
}

/* Runs the install script; returns its exit status and what it printed. */
static int
run_script (const Copy *copy, const char *wish, const char *destdir, char **output)
{
  const char *argv[] = { "sh", g_getenv ("HOPMAP_TEST_INSTALL_SCRIPT"), wish, copy->program, NULL };
  g_auto (GStrv) environment = g_get_environ ();
  int status;

  environment = g_environ_unsetenv (environment, "DESTDIR");
  if (destdir != NULL)
    environment = g_environ_setenv (environment, "DESTDIR", destdir, TRUE);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, environment, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               output, NULL, &status, NULL));
  return status;
}

static void
assert_bare (const Copy *copy)
{
  struct stat status;
  char value[64];

  g_assert_no_errno (stat (copy->program, &status));
  g_assert_cmpint (status.st_mode & 07777, ==, 0755);
  g_assert_cmpint (getxattr (copy->program, "security.capability", value, sizeof value), ==, -1);
  g_assert_cmpint (errno, ==, ENODATA);
}

/* Whoever is not root on the real system gets a line to run later, and a file without privilege. */
static void
test_install_elsewhere (void)
{
  static const char *const wishes[] = { "none", "caps", "setuid" };
  Copy copy;

  copy_make (&copy);
  for (size_t i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      g_autofree char *output = NULL;

      g_assert_cmpint (run_script (&copy, wishes[i], "/somewhere/else", &output), ==, 0);
      g_assert_true ((strstr (output, copy.program) != NULL) == (i > 0));
      assert_bare (&copy);
    }
  {
    g_autofree char *output = NULL;

    g_assert_cmpint (run_script (&copy, "everything", NULL, &output), !=, 0);
    assert_bare (&copy);
  }
  copy_remove (&copy);
}

static void
test_install_as_root (void)
{
  g_autofree char *output = NULL;
  struct stat status;
  Copy copy;

  if (!chat_can_be_anybody ())
    return;
  copy_make (&copy);
  if (copy_can_have_privilege (&copy))
    {
      /* The wrong owner must not come out as setuid to him. */
      g_assert_no_errno (chown (copy.program, ORDINARY_USER, ORDINARY_USER));
      g_assert_cmpint (run_script (&copy, "setuid", NULL, &output), ==, 0);
      g_assert_no_errno (stat (copy.program, &status));
      g_assert_cmpint (status.st_mode & 07777, ==, 04755);
      g_assert_cmpint (status.st_uid, ==, 0);
      check_start (copy.program, ORDINARY_USER, HOPMAP_START_SETUID, HOPMAP_MODE_RAW);

      g_clear_pointer (&output, g_free);
      g_assert_cmpint (run_script (&copy, "caps", NULL, &output), ==, 0);
      g_assert_no_errno (stat (copy.program, &status));
      g_assert_cmpint (status.st_mode & 07777, ==, 0755);
      check_start (copy.program, ORDINARY_USER, HOPMAP_START_FILE_CAPABILITY, HOPMAP_MODE_RAW);

      g_clear_pointer (&output, g_free);
      g_assert_no_errno (g_unlink (copy.program));
      g_assert_cmpint (run_script (&copy, "caps", NULL, &output), !=, 0);
    }
  copy_remove (&copy);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_nonnull (g_getenv ("HOPMAP_TEST_PROBE"));
  g_test_add_func ("/probe/privileged/root", test_root);
  g_test_add_func ("/probe/privileged/nothing", test_nothing);
  g_test_add_func ("/probe/privileged/setuid", test_setuid);
  g_test_add_func ("/probe/privileged/file-capability", test_file_capability);
  g_test_add_func ("/probe/privileged/install-elsewhere", test_install_elsewhere);
  g_test_add_func ("/probe/privileged/install-as-root", test_install_as_root);
  return g_test_run ();
}
