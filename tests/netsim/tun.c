/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See tun.h. Times: a packet's stamp is taken right after its read(), an answer's right before its
 * write(), so that what lies between is what the other side measures, but for the kernel's own part. */
#include "tun.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

/* The last stretch before an answer is due is spent awake: a sleep may end that much too late. */
#define AWAKE_NS 200000

/* So many packets are read before the first is looked at, so that a burst is stamped as it came. */
#define BURST 64

/* A probe is small; what is longer than that is cut, and then refused as broken. */
#define LONGEST 4096

typedef struct
{
  gint64 at_ns;
  gssize size;
  guint8 bytes[LONGEST];
} Arrival;

int
netsim_tun_open (const char *name, GError **error)
{
  struct ifreq request = { .ifr_flags = IFF_TUN | IFF_NO_PI };
  int tun = open ("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK);
  int problem;

  g_strlcpy (request.ifr_name, name, sizeof request.ifr_name);
  if (tun >= 0 && ioctl (tun, TUNSETIFF, &request) == 0)
    return tun;
  problem = errno;
  if (tun >= 0)
    close (tun);
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (problem),
               "This machine gives no TUN device %s: %s.", name, g_strerror (problem));
  return -1;
}

static gint64
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return time.tv_sec * G_GINT64_CONSTANT (1000000000) + time.tv_nsec;
}

static void
receive_burst (NetsimSimulator *simulator, int tun)
{
  static Arrival arrivals[BURST];
  guint n = 0;

  while (n < BURST)
    {
      arrivals[n].size = read (tun, arrivals[n].bytes, LONGEST);
      if (arrivals[n].size <= 0)
        break;
      arrivals[n++].at_ns = now ();
    }
  for (guint i = 0; i < n; i++)
    netsim_simulator_receive (simulator, arrivals[i].bytes, (gsize) arrivals[i].size,
                              arrivals[i].at_ns);
}

static void
send_due (NetsimSimulator *simulator, int tun)
{
  NetsimParcel parcel;

  /* A flood must not keep it from reading. */
  for (guint i = 0; i < BURST && netsim_simulator_take (simulator, now (), &parcel); i++)
    {
      gint64 at_ns = now ();

      if (write (tun, parcel.bytes->data, parcel.bytes->len) == (gssize) parcel.bytes->len)
        netsim_simulator_sent (simulator, &parcel, at_ns);
      else
        simulator->report.unsent++;
      g_byte_array_unref (parcel.bytes);
    }
}

/* Sleeps until a packet comes or an answer is nearly due. FALSE: it is time to stop. */
static gboolean
rest (const NetsimSimulator *simulator, int tun, int stop)
{
  struct pollfd wanted[] = { { .fd = tun, .events = POLLIN }, { .fd = stop, .events = POLLIN } };
  gint64 next = netsim_simulator_next (simulator);
  gint64 left = next == G_MAXINT64 ? G_MAXINT64 : MAX (0, next - now () - AWAKE_NS);
  struct timespec time = { left / 1000000000, left % 1000000000 };

  ppoll (wanted, G_N_ELEMENTS (wanted), next == G_MAXINT64 ? NULL : &time, NULL);
  return wanted[1].revents == 0;
}

void
netsim_tun_serve (NetsimSimulator *simulator, int tun, int stop)
{
  const struct sched_param urgent = { .sched_priority = 1 };

  /* Both only make the times better; where they are refused, the report still has the true ones. */
  prctl (PR_SET_TIMERSLACK, 1UL);
  sched_setscheduler (0, SCHED_FIFO, &urgent);
  while (rest (simulator, tun, stop))
    {
      receive_burst (simulator, tun);
      send_due (simulator, tun);
    }
}
