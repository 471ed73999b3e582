// The kernels for a processor of which nothing special is known (SSE2 on x86-64).
#if !defined(__aarch64__)

#include "table.h"

#define ADJ_ISA baseline
#define ADJ_VECTOR_BYTES 16
#define ADJ_FMA 0

#include "kernels.h"

#endif
