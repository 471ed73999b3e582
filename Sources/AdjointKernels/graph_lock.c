// Backward passes of several threads take turns: they add to the gradients of shared leaves, and keep their accounts in the nodes.

#include <pthread.h>

#include "AdjointKernels.h"

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

void adj_graph_lock(void) {
  if (adj_thread()->graph_depth++ == 0) pthread_mutex_lock(&turn);
}

void adj_graph_unlock(void) {
  if (--adj_thread()->graph_depth == 0) pthread_mutex_unlock(&turn);
}
