#include <pthread.h>
#include <sched.h>

#include "AdjointRuntime.h"

// Backward passes of several threads take turns: they add to the gradients of shared leaves, and keep their accounts in
// the nodes.

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

void adj_graph_lock(void) {
  if (adj_thread()->graph_depth++ == 0) pthread_mutex_lock(&turn);
}

void adj_graph_unlock(void) {
  if (--adj_thread()->graph_depth == 0) pthread_mutex_unlock(&turn);
}

void adj_latch_wait(adj_word *latch) {
  // A latch is closed for some nanoseconds, unless its thread has lost its processor.
  do sched_yield();
  while (__atomic_exchange_n(&latch->value, 1, __ATOMIC_ACQUIRE));
}
