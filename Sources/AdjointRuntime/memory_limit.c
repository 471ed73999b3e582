// How much memory tensors may take, and memory that stands for what cannot be had.

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "AdjointRuntime.h"

static size_t limit;
static pthread_once_t limit_once = PTHREAD_ONCE_INIT;

static size_t lesser(size_t a, size_t b) { return a < b ? a : b; }

/// The number of bytes that a text begins with, or `otherwise`.
static size_t number(const char *text, size_t otherwise) {
  char *end = NULL;
  const unsigned long long value = text ? strtoull(text, &end, 10) : 0;
  return text && end != text && *text != '-' && value > 0 ? (size_t)lesser(value, SIZE_MAX / 2) : otherwise;
}

/// What the machine has, or what this process was granted of it.
static void find_limit(void) {
  const long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
  size_t found = pages > 0 && page > 0 ? (size_t)pages * (size_t)page : SIZE_MAX / 2;
  struct rlimit granted;
  if (getrlimit(RLIMIT_AS, &granted) == 0 && granted.rlim_cur != RLIM_INFINITY) {
    found = lesser(found, (size_t)granted.rlim_cur);
  }
#if defined(__linux__)
  FILE *group = fopen("/sys/fs/cgroup/memory.max", "r");
  if (group) {
    char text[32] = {0};
    if (fgets(text, sizeof text, group)) found = lesser(found, number(text, found));
    fclose(group);
  }
#endif
  found = number(getenv("ADJOINT_MEMORY_LIMIT"), found);
  __atomic_store_n(&limit, found, __ATOMIC_RELAXED);
}

size_t adj_memory_limit(void) {
  const size_t known = __atomic_load_n(&limit, __ATOMIC_RELAXED);
  if (known) return known;
  pthread_once(&limit_once, find_limit);
  return __atomic_load_n(&limit, __ATOMIC_RELAXED);
}

void adj_set_memory_limit(size_t bytes) {
  pthread_once(&limit_once, find_limit);
  __atomic_store_n(&limit, bytes ? bytes : 1, __ATOMIC_RELAXED);
}

static pthread_mutex_t zeros_lock = PTHREAD_MUTEX_INITIALIZER;
static void *zeros;
static size_t zeros_size;

void *adj_zero_memory(size_t bytes) {
  pthread_mutex_lock(&zeros_lock);
  if (bytes > zeros_size || !zeros) {
    // Whoever has an address of the smaller one may still read it.
    int flags = MAP_PRIVATE | MAP_ANONYMOUS;
#if defined(MAP_NORESERVE)
    flags |= MAP_NORESERVE;
#endif
    const size_t size = (bytes + 4096 < (size_t)1 << 26 ? (size_t)1 << 26 : bytes + 4096);
    void *mapped = mmap(NULL, size, PROT_READ, flags, -1, 0);
    if (mapped != MAP_FAILED) {
      zeros = mapped;
      zeros_size = size;
    }
  }
  void *result = bytes <= zeros_size ? zeros : NULL;
  pthread_mutex_unlock(&zeros_lock);
  return result;
}
