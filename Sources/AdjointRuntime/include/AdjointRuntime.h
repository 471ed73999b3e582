// What Adjoint needs of the system: memory, threads, what threads share, and signals. Nothing here computes with
// elements: that is in AdjointKernels.
#ifndef ADJOINT_RUNTIME_H
#define ADJOINT_RUNTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

// MARK: Memory

/// Bytes of the blocks that are in use, that wait to be used again, and the most that were in use at once.
typedef struct {
  size_t live, cached, peak;
} adj_memory_use;

/// A block of at least `bytes`, aligned to a cache line, not cleared; NULL where the system has none. `capacity` is its
/// size. ADJOINT_POOL=off makes every block a fresh one, for tools that look for errors in the use of memory.
void *adj_pool_allocate(size_t bytes, size_t *capacity);
/// The same, and NULL where more than the limit would be live.
void *adj_pool_request(size_t bytes, size_t *capacity);
/// Whether so many bytes more stay within the limit, and the system has them.
bool adj_pool_admits(size_t bytes);
void adj_pool_free(void *block, size_t capacity);
adj_memory_use adj_pool_use(void);
/// Gives all waiting blocks back to the system.
void adj_pool_trim(void);
/// Forgets the peak: it becomes what is live now.
void adj_pool_reset_peak(void);

/// The bytes that may be live: ADJOINT_MEMORY_LIMIT, or what the machine has and this process was granted.
size_t adj_memory_limit(void);
void adj_set_memory_limit(size_t bytes);
/// Zeros to read, which take no memory; NULL where not even addresses are left. They stay for good.
void *adj_zero_memory(size_t bytes);

// MARK: Threads

/// Runs body(context, 0) … body(context, count - 1), on several threads where they are free, and returns when all are
/// done. Inside a body, and while another thread's work runs, the chunks run one after another on the caller.
void adj_parallel(size_t count, void (*body)(void *context, size_t chunk), void *context);
/// The same on threads that are still awake after other work: for what takes less time than waking a thread, some ten
/// microseconds.
void adj_parallel_awake(size_t count, void (*body)(void *context, size_t chunk), void *context);
/// Threads in use, the caller included: ADJOINT_THREADS, or else the processors that the process may use.
size_t adj_thread_count(void);
void adj_set_thread_count(size_t count);
/// The seconds that a cache line takes to another thread's processor and back; 0 where no other thread answers.
double adj_round_trip_seconds(void);

// MARK: The state of a thread

/// What each thread carries: read on every operation, so it is plain thread-local memory.
typedef struct {
  int32_t gradient_disabled;  // depth of withoutGradient
  int32_t watch;              // not 0 when results must be looked at: see Anomalies.swift
  int32_t release_depth;      // how deep the release of a graph has recursed
  void *scope;                // owned by Swift
  void *released;             // owned by Swift
  int32_t fusion_disabled;    // depth of withoutFusion
  int32_t fusion_forced;      // depth of withFusionOfEverything
  void *explanation;          // owned by Swift
  int64_t tensors;            // made less released on this thread
  int32_t graph_depth;        // how often this thread is inside adj_graph_lock
  void *device;               // owned by Swift: where tensors are made, if not on the processor
  const void *speaker;        // the name that errors bear, where it is not the operation's: see Errors.swift
} adj_thread_state;

// One instruction instead of a call to find it; the few bytes fit in what the system reserves for libraries.
#if defined(__linux__)
#define ADJ_THREAD_LOCAL __attribute__((tls_model("initial-exec"))) _Thread_local
#else
#define ADJ_THREAD_LOCAL _Thread_local
#endif
extern ADJ_THREAD_LOCAL adj_thread_state adj_thread_storage;
__attribute__((returns_nonnull)) static inline adj_thread_state *adj_thread(void) { return &adj_thread_storage; }

// MARK: The turn of a backward pass

/// Waits until no other thread is inside. A thread that is inside may come in again, and goes out as often. Everything
/// that a backward pass reads and writes of shared leaves and nodes is done inside; nothing inside waits for another
/// thread's pass.
void adj_graph_lock(void);
void adj_graph_unlock(void);

// MARK: Storage cells

/// What several threads know of a storage: where its elements are, and how many tensors hold it.
typedef struct {
  void *address;
  int32_t tensors, readers;
} adj_storage_cell;

/// A cell with room for `bytes` of elements behind it, or NULL.
static inline adj_storage_cell *adj_cell_make(size_t bytes) {
  adj_storage_cell *cell = (adj_storage_cell *)malloc(sizeof(adj_storage_cell) + bytes);
  if (cell) *cell = (adj_storage_cell){0};
  return cell;
}
static inline void adj_cell_free(adj_storage_cell *cell) { free(cell); }
static inline int32_t adj_cell_tensors(const adj_storage_cell *cell) {
  return __atomic_load_n(&cell->tensors, __ATOMIC_RELAXED);
}
static inline void adj_cell_hold(adj_storage_cell *cell, int32_t change) {
  __atomic_fetch_add(&cell->tensors, change, __ATOMIC_RELAXED);
}
static inline int32_t adj_cell_readers(const adj_storage_cell *cell) {
  return __atomic_load_n(&cell->readers, __ATOMIC_RELAXED);
}
static inline void adj_cell_read(adj_storage_cell *cell, int32_t change) {
  __atomic_fetch_add(&cell->readers, change, __ATOMIC_RELAXED);
}
static inline void *adj_cell_address(const adj_storage_cell *cell) {
  return __atomic_load_n(&cell->address, __ATOMIC_ACQUIRE);
}
static inline void adj_cell_publish(adj_storage_cell *cell, void *address) {
  __atomic_store_n(&cell->address, address, __ATOMIC_RELEASE);
}

// MARK: Words, latches and published pointers

/// A word that threads read and change: a flag, or a latch that one thread at a time closes behind it for a few
/// instructions.
typedef struct {
  int32_t value;
} adj_word;

static inline int32_t adj_word_load(const adj_word *word) { return __atomic_load_n(&word->value, __ATOMIC_ACQUIRE); }
static inline void adj_word_store(adj_word *word, int32_t value) {
  __atomic_store_n(&word->value, value, __ATOMIC_RELEASE);
}
/// Waits for a latch that another thread has closed.
void adj_latch_wait(adj_word *latch);
static inline void adj_latch_close(adj_word *latch) {
  if (__atomic_exchange_n(&latch->value, 1, __ATOMIC_ACQUIRE)) adj_latch_wait(latch);
}
static inline void adj_latch_open(adj_word *latch) { __atomic_store_n(&latch->value, 0, __ATOMIC_RELEASE); }

/// A pointer published once by whichever thread comes first.
static inline void *adj_pointer_load(void *const *slot) { return __atomic_load_n(slot, __ATOMIC_ACQUIRE); }
/// Takes the pointer away.
static inline void *adj_pointer_take(void **slot) { return __atomic_exchange_n(slot, NULL, __ATOMIC_ACQ_REL); }
static inline bool adj_pointer_publish(void **slot, void *value) {
  void *expected = 0;
  return __atomic_compare_exchange_n(slot, &expected, value, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
}

// MARK: Signals

/// From now on the first SIGINT or SIGTERM is only noted; a second one ends the process. Not nested.
void adj_catch_signals(void);
/// The signal that came since; 0 if none did.
int32_t adj_caught_signal(void);
/// Gives the signals back to whoever had them before, and sends on the one that came.
void adj_release_signals(void);

#endif
