// Notes that the process is asked to end, so that a long run can save itself first. Asked twice, it ends.

#include <signal.h>
#include <stdatomic.h>
#include <string.h>

#include "AdjointRuntime.h"

static const int signals[] = {SIGINT, SIGTERM};
enum { COUNT = sizeof signals / sizeof *signals };
static struct sigaction before[COUNT];
static atomic_int caught;

static void note(int signal) {
  int none = 0;
  if (atomic_compare_exchange_strong(&caught, &none, signal)) return;
  // Whoever asks again does not want to wait, perhaps because what runs never ends. What is raised here comes when
  // this handler returns.
  struct sigaction standard;
  memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_DFL;
  sigemptyset(&standard.sa_mask);
  sigaction(signal, &standard, NULL);
  raise(signal);
}
void adj_catch_signals(void) {
  atomic_store(&caught, 0);
  struct sigaction ours;
  memset(&ours, 0, sizeof ours);
  ours.sa_handler = note;
  ours.sa_flags = SA_RESTART;
  sigemptyset(&ours.sa_mask);
  for (int i = 0; i < COUNT; i++) {
    sigaction(signals[i], NULL, &before[i]);
    // What the process was started to ignore (nohup, a job in the background) it goes on to ignore.
    if (before[i].sa_handler != SIG_IGN) sigaction(signals[i], &ours, NULL);
  }
}

int32_t adj_caught_signal(void) { return atomic_load(&caught); }

void adj_release_signals(void) {
  for (int i = 0; i < COUNT; i++) sigaction(signals[i], &before[i], NULL);
  int signal = atomic_exchange(&caught, 0);
  if (!signal) return;
  // The thread may be one that takes no signals.
  sigset_t set, mask;
  sigemptyset(&set);
  sigaddset(&set, signal);
  pthread_sigmask(SIG_UNBLOCK, &set, &mask);
  raise(signal);
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
}
