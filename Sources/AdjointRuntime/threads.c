// One pool of threads for the whole process. Work comes in chunks that are numbered; whoever is free takes the next.
// What a chunk computes depends on its number alone, so results do not depend on the number of threads.

#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "AdjointRuntime.h"

#define MOST_THREADS 64
// How long a worker looks for the next piece of work before it sleeps: eagerly for some ten microseconds, counted in
// turns; then, in nanoseconds, as long as nobody else wants the processor. To wake a sleeper can cost its caller 60
// microseconds on a virtual machine, and the pieces of a training step mostly come closer together than this.
#define EAGER_TURNS 500
#define PATIENCE 500000

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work_came = PTHREAD_COND_INITIALIZER;
static size_t sleeping;
static size_t workers;              // started so far
static _Atomic(size_t) wanted;      // threads to use, the caller included; 0 before the first question
static _Atomic(bool) busy;          // one piece of work at a time

// The present piece of work. The number of the next chunk and a generation share a word, the ticket, which is closed
// between two pieces of work. A worker counts itself `inside` before it looks at the ticket, and reads the other fields
// only if that is open; the owner closes it, and changes the fields only when nobody is inside.
#define CLOSED UINT32_MAX
static void (*body)(void *, size_t);
static void *context;
static size_t chunks;
static size_t helpers;              // workers that may take part
static _Atomic(uint64_t) ticket;    // generation << 32 | next chunk
static _Atomic(size_t) finished;    // chunks done
static _Atomic(size_t) inside;      // workers that look at the work

static _Thread_local bool is_parallel;

ADJ_THREAD_LOCAL adj_thread_state adj_thread_storage;

static inline void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// Waits for others: eagerly first, then leaving them the processor.
static void wait_a_turn(size_t turns) {
  if (turns < EAGER_TURNS) pause_briefly();
  else sched_yield();
}

static int64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/// Whether work newer than `seen` comes before a worker's patience ends.
static bool work_comes_soon(uint64_t seen) {
  int64_t end = 0;
  for (size_t turns = 0; atomic_load(&ticket) >> 32 == seen; turns++) {
    wait_a_turn(turns);
    if (turns < EAGER_TURNS) continue;
    int64_t now = nanoseconds();
    if (end == 0) end = now + PATIENCE;
    if (now >= end) return false;
  }
  return true;
}

/// Takes chunks until there are none.
static void take_chunks(void) {
  for (;;) {
    uint64_t now = atomic_load(&ticket);
    if ((now & CLOSED) == CLOSED || (now & CLOSED) >= chunks) return;
    if (!atomic_compare_exchange_weak(&ticket, &now, now + 1)) continue;
    body(context, (size_t)(now & CLOSED));
    atomic_fetch_add(&finished, 1);
  }
}

static void *worker(void *argument) {
  size_t index = (size_t)argument;
  uint64_t seen = 0;
  is_parallel = true;
  for (;;) {
    if (!work_comes_soon(seen)) {
      pthread_mutex_lock(&lock);
      sleeping++;
      while (atomic_load(&ticket) >> 32 == seen) pthread_cond_wait(&work_came, &lock);
      sleeping--;
      pthread_mutex_unlock(&lock);
    }
    atomic_fetch_add(&inside, 1);
    uint64_t now = atomic_load(&ticket);
    seen = now >> 32;
    if ((now & CLOSED) != CLOSED && index < helpers) take_chunks();
    atomic_fetch_sub(&inside, 1);
  }
  return NULL;
}

size_t adj_thread_count(void) {
  size_t count = atomic_load(&wanted);
  if (count) return count;
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
#if defined(__linux__)
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) processors = CPU_COUNT(&allowed);
#endif
  const char *request = getenv("ADJOINT_THREADS");
  long asked = request ? strtol(request, NULL, 10) : 0;
  count = (size_t)(asked > 0 ? asked : processors > 0 ? processors : 1);
  if (count > MOST_THREADS) count = MOST_THREADS;
  size_t none = 0;
  atomic_compare_exchange_strong(&wanted, &none, count);
  return atomic_load(&wanted);
}

void adj_set_thread_count(size_t count) {
  atomic_store(&wanted, count < 1 ? 1 : count > MOST_THREADS ? MOST_THREADS : count);
}

static void run(size_t count, bool wakes, void (*function)(void *context, size_t chunk), void *argument) {
  size_t threads = adj_thread_count();
  bool free_now = false;
  if (count < 2 || count >= CLOSED || threads < 2 || is_parallel ||
      !atomic_compare_exchange_strong(&busy, &free_now, true)) {
    for (size_t chunk = 0; chunk < count; chunk++) function(argument, chunk);
    return;
  }
  pthread_mutex_lock(&lock);
  while (wakes && workers + 1 < threads) {
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, (size_t)2 << 20);
    int failed = pthread_create(&thread, &attributes, worker, (void *)workers);
    pthread_attr_destroy(&attributes);
    if (failed) break;
    workers++;
  }
  for (size_t turns = 0; atomic_load(&inside); turns++) wait_a_turn(turns);
  body = function;
  context = argument;
  chunks = count;
  helpers = threads - 1;
  atomic_store(&finished, 0);
  uint64_t generation = (atomic_load(&ticket) >> 32) + 1;
  atomic_store(&ticket, generation << 32);
  if (sleeping && wakes) pthread_cond_broadcast(&work_came);
  pthread_mutex_unlock(&lock);

  is_parallel = true;
  take_chunks();
  is_parallel = false;
  for (size_t turns = 0; atomic_load(&finished) < count; turns++) wait_a_turn(turns);
  atomic_store(&ticket, generation << 32 | CLOSED);
  atomic_store(&busy, false);
}

void adj_parallel(size_t count, void (*function)(void *context, size_t chunk), void *argument) {
  run(count, true, function, argument);
}

void adj_parallel_awake(size_t count, void (*function)(void *context, size_t chunk), void *argument) {
  run(count, false, function, argument);
}

// MARK: What the machine can do

#define TURNS 2000
// A thread that has waited so long for its turn, in turns of a loop, a millisecond or so, has no other processor to
// play with.
#define LONGEST_WAIT 1000000

/// A game for two, each of whom answers the other.
typedef struct {
  _Alignas(128) _Atomic(size_t) turn;
  _Alignas(128) int64_t nanoseconds;
} game;

static void play(void *context, size_t player) {
  game *rally = context;
  int64_t begin = 0;
  for (size_t turn = player; turn < 2 * TURNS; turn += 2) {
    for (size_t waits = 0; atomic_load(&rally->turn) != turn; waits++)
      if (waits > LONGEST_WAIT) return;
    // The first turn may have waited for a thread to wake.
    if (turn == 2) begin = nanoseconds();
    atomic_store(&rally->turn, turn + 1);
  }
  if (player == 0) rally->nanoseconds = nanoseconds() - begin;
}

double adj_round_trip_seconds(void) {
  if (adj_thread_count() < 2) return 0;
  game rally = {0};
  adj_parallel(2, play, &rally);
  return atomic_load(&rally.turn) == 2 * TURNS ? (double)rally.nanoseconds * 1e-9 / (TURNS - 1) : 0;
}
