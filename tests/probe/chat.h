/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Talks with a real hopmap-probe: starts it in one of the states that it must cope with, sends it
 * frames, reads its events. For tests only.
 */
#pragma once

#include <glib.h>
#include <sys/types.h>

#include "probe-frame.h"

/** In which state the helper is started. */
typedef enum
{
  CHAT_AS_IT_IS,        /* as the test itself, in its network */
  CHAT_NAMESPACE_ROOT,  /* root of an own user and network namespace */
  CHAT_NAMESPACE_PING,  /* ordinary user of one, with ping sockets open to it */
  CHAT_NAMESPACE_PLAIN, /* the same with ping sockets closed, as a fresh network namespace has it */
  CHAT_OWN_NETWORK,     /* own network namespace only, needs root; then as the user below */
} ChatState;

typedef struct
{
  ChatState state;
  const char *program; /* absolute */
  uid_t uid;           /* for CHAT_OWN_NETWORK: whom to be before exec, 0 is to stay root */
  bool silent;         /* in a namespace: let IPv4 echo requests go unanswered */
  bool pipes;          /* two pipes instead of a socket pair */
  uint16_t open_port;  /* in a namespace: where somebody takes TCP connections, or 0 */
} ChatStart;

typedef struct
{
  pid_t pid;
  int to;
  int from;
} Chat;

/** Whether this machine lets the test make namespaces; if not, skips it with a sentence. */
bool chat_can_have_namespaces (void);

/** Whether CHAT_OWN_NETWORK works, which takes root; if not, skips the test with a sentence. */
bool chat_can_be_anybody (void);

/** In a child before exec(): enters the state; system calls only. Returns whether it got there. */
bool chat_enter (const ChatStart *start);

/** Starts the program and reads HELLO, which @hello gets. */
void chat_start (Chat *chat, const ChatStart *start, HopmapFrameHello *hello);

/** Starts @program with these descriptors and waits for its end; returns its exit status. */
int chat_run (const char *program, const char *argument, int in, int out);

void chat_send (Chat *chat, const HopmapFrame *frame);

/** Reads the next event; fails the test if none comes. */
HopmapFrame chat_next (Chat *chat);

/** As chat_next(), and checks the type. */
HopmapFrame chat_expect (Chat *chat, HopmapFrameType type);

/** Closes the helper's input, and its output unless @keep_reading; returns its exit status. */
int chat_close (Chat *chat, bool keep_reading);

/** Waits for the end of the helper; returns its exit status. */
int chat_wait (Chat *chat);

/** Waits for the end of a child, but not for ever; returns its wait status and puts the processor
 * time that it has used into @cpu_ms unless that is NULL. */
int chat_wait_for_end (pid_t pid, long *cpu_ms);

/** A SEND to @address, IPv4 or IPv6, with usual values. */
HopmapFrame chat_probe (uint32_t token, const char *address, HopmapFrameProtocol protocol);

/** Checks in /proc that nothing is left: capabilities, new privileges, ids, filter. */
void chat_assert_locked (const Chat *chat);
