// The memory of tensors. Fresh pages cost about ten times as much as warm ones, because the system must clear them, so
// a freed block waits here for the next tensor of about its size.

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "AdjointRuntime.h"

// Blocks come in sizes of 8 … 15 units of a power of two, so that at most an eighth is wasted; the least is a cache
// line.
#define LEAST_EXPONENT 6
#define CLASSES ((63 - LEAST_EXPONENT) * 8)
// A request may take a block up to this many sizes larger before it asks for fresh memory.
#define REACH 2
#define HUGE_PAGE ((size_t)2 << 20)
// What may wait whatever the peak is.
#define LEAST_CACHE ((size_t)64 << 20)
// What the system may not have.
#define LARGE ((size_t)64 << 20)

/// A free block holds the link to the next.
typedef struct Block {
  struct Block *next;
} Block;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Block *waiting[CLASSES];
static adj_memory_use use;
static int switched_off = -1;

/// The least class whose blocks hold `bytes`.
static size_t class_of(size_t bytes) {
  if (bytes <= (size_t)1 << LEAST_EXPONENT) return 0;
  int exponent = 63 - __builtin_clzll(bytes - 1);
  return (size_t)(exponent - LEAST_EXPONENT) * 8 + (((bytes - 1) >> (exponent - 3)) - 7);
}

static size_t size_of(size_t class) {
  return (8 + class % 8) << (class / 8 + LEAST_EXPONENT - 3);
}

static bool pooled(size_t bytes) {
  if (switched_off < 0) {
    const char *request = getenv("ADJOINT_POOL");
    switched_off = request && strcmp(request, "off") == 0;
  }
  return !switched_off && class_of(bytes) < CLASSES;
}

static void *fresh(size_t bytes) {
  void *block = NULL;
  size_t alignment = 64;
#if defined(__linux__)
  // Large blocks on large pages: fewer faults and fewer entries in the translation cache.
  if (bytes >= 2 * HUGE_PAGE) alignment = HUGE_PAGE;
#endif
  if (posix_memalign(&block, alignment, bytes) != 0) return NULL;
#if defined(__linux__)
  if (alignment == HUGE_PAGE) madvise(block, bytes / HUGE_PAGE * HUGE_PAGE, MADV_HUGEPAGE);
#endif
  return block;
}

/// Gives waiting blocks back to the system, the largest first, until no more than `limit` bytes wait.
static void trim(size_t limit) {
  for (size_t class = CLASSES; class-- > 0 && use.cached > limit;) {
    while (waiting[class] && use.cached > limit) {
      Block *block = waiting[class];
      waiting[class] = block->next;
      use.cached -= size_of(class);
      free(block);
    }
  }
}

/// Live and waiting blocks together stay within five quarters of the most that ever was live at once.
static size_t cache_limit(void) {
  size_t most = use.peak > use.live ? use.peak : use.live;
  most += most / 4;
  size_t limit = most > use.live ? most - use.live : 0;
  return limit > LEAST_CACHE ? limit : LEAST_CACHE;
}

static void count_live(size_t bytes) {
  use.live += bytes;
  if (use.live > use.peak) use.peak = use.live;
}

/// The bytes of the block that a request gets where none waits.
static size_t block_size(size_t bytes) {
  return pooled(bytes) ? size_of(class_of(bytes)) : bytes ? bytes : 1;
}

/// Counts a block and makes it. One that the system does not have is not counted.
static void *count_fresh(size_t bytes) {
  // Room first, so that live and waiting blocks do not add up to more than they need to.
  use.live += bytes;
  trim(cache_limit());
  pthread_mutex_unlock(&lock);
  void *block = fresh(bytes);
  pthread_mutex_lock(&lock);
  if (!block) {
    // Perhaps what waits is what is missing.
    trim(0);
    block = fresh(bytes);
  }
  use.live -= bytes;
  if (block) count_live(bytes);
  return block;
}

static void *allocate(size_t bytes, size_t *capacity, size_t limit) {
  if (bytes > SIZE_MAX / 4) return NULL;
  pthread_mutex_lock(&lock);
  void *block = NULL;
  if (pooled(bytes)) {
    size_t class = class_of(bytes);
    for (size_t larger = class; larger <= class + REACH && larger < CLASSES; larger++) {
      if (!waiting[larger]) continue;
      *capacity = size_of(larger);
      if (use.live + *capacity > limit) break;
      block = waiting[larger];
      waiting[larger] = waiting[larger]->next;
      use.cached -= *capacity;
      count_live(*capacity);
      break;
    }
  }
  if (!block) {
    *capacity = block_size(bytes);
    // What is asked for counts here, not the block that it gets: a limit of exactly these bytes suffices.
    if (bytes <= limit && use.live <= limit - bytes) block = count_fresh(*capacity);
  }
  pthread_mutex_unlock(&lock);
  return block;
}

void *adj_pool_allocate(size_t bytes, size_t *capacity) { return allocate(bytes, capacity, SIZE_MAX); }

void *adj_pool_request(size_t bytes, size_t *capacity) { return allocate(bytes, capacity, adj_memory_limit()); }

bool adj_pool_admits(size_t bytes) {
  const size_t limit = adj_memory_limit();
  pthread_mutex_lock(&lock);
  bool admits = bytes <= limit && use.live <= limit - bytes;
  size_t missing = bytes > use.cached ? bytes - use.cached : 0;
  pthread_mutex_unlock(&lock);
  // Whether the system would give so much is only to be found out by asking it.
  if (admits && missing >= LARGE) {
    void *block = mmap(NULL, missing, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    admits = block != MAP_FAILED;
    if (admits) munmap(block, missing);
  }
  return admits;
}

void adj_pool_free(void *block, size_t capacity) {
  pthread_mutex_lock(&lock);
  use.live -= capacity;
  if (pooled(capacity)) {
    size_t class = class_of(capacity);
    ((Block *)block)->next = waiting[class];
    waiting[class] = block;
    use.cached += capacity;
    trim(cache_limit());
    block = NULL;
  }
  pthread_mutex_unlock(&lock);
  free(block);
}

adj_memory_use adj_pool_use(void) {
  pthread_mutex_lock(&lock);
  adj_memory_use result = use;
  pthread_mutex_unlock(&lock);
  return result;
}

void adj_pool_trim(void) {
  pthread_mutex_lock(&lock);
  trim(0);
  pthread_mutex_unlock(&lock);
}

void adj_pool_reset_peak(void) {
  pthread_mutex_lock(&lock);
  use.peak = use.live;
  pthread_mutex_unlock(&lock);
}
