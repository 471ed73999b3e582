// What the rows of AdjointOperations.h say of a code.

#include "AdjointKernels.h"

typedef enum { Arithmetic, Function, Flag, Logical } class;

typedef struct {
  const char *name;
  class class;
  uint8_t cost;
} row;

#define ROW_OF(context, Name, name, Class, cost) {#Name, Class, cost},
static const row unary[] = {ADJ_UNARY_OPERATIONS(ROW_OF, )};
static const row binary[] = {ADJ_BINARY_OPERATIONS(ROW_OF, )};
static const row select_row = {"Where", Function, 1}, cast_row = {"Cast", Function, 1};

static const row *row_of(adj_code code) {
  switch (code.kind) {
    case AdjCodeKindUnary: return &unary[code.operation];
    case AdjCodeKindBinary: return &binary[code.operation];
    case AdjCodeKindSelect: return &select_row;
    case AdjCodeKindCast: return &cast_row;
  }
  return &cast_row;
}

const char *adj_code_name(adj_code code) { return row_of(code)->name; }
uint8_t adj_code_cost(adj_code code) { return row_of(code)->cost; }
bool adj_code_is_link(adj_code code) {
  return row_of(code)->class == Arithmetic && (code.type == AdjDTypeFloat32 || code.type == AdjDTypeFloat64);
}

adj_kernel adj_code_kernel(adj_code code) {
  switch (code.kind) {
    case AdjCodeKindUnary: return adj_unary_kernel((AdjUnary)code.operation, code.type);
    case AdjCodeKindBinary: return adj_binary_kernel((AdjBinary)code.operation, code.type);
    case AdjCodeKindSelect: return adj_select_kernel(code.type);
    case AdjCodeKindCast: return adj_cast_kernel(code.type, (AdjDType)code.operation);
  }
  return NULL;
}

void adj_resolve(adj_instruction *instructions, size_t count) {
  for (adj_instruction *step = instructions; step < instructions + count; step++) {
    switch (step->step) {
      case AdjStepMap:
      case AdjStepReduceColumns: step->kernel = adj_code_kernel(step->code); break;
      case AdjStepLink: step->chain = adj_find_chain(step->type); break;
      default: break;
    }
  }
}
