// Runs programs: every step on one tile while it stays in the cache, then the next tile.

#include <string.h>

#include "AdjointKernels.h"
#include "AdjointRuntime.h"
#include "strided.h"

/// The tile that is being computed.
typedef struct {
  const adj_program *program;
  char *registers;
  size_t chunk, row, rows;     // rows [row, row + rows)
  size_t begin, count;         // elements [begin, begin + count)
  size_t column;               // where each row begins
  bool is_first;               // of its chunk
} tile;

static void *address(const tile *tile, const adj_value *value) {
  if (!value->data) return tile->registers + value->offset;
  char *data = value->data;
  switch (value->form) {
    case AdjFormFull: return data + tile->begin * value->element_size;
    case AdjFormRow: return data + tile->row * value->element_size;
    case AdjFormColumn: return data + tile->column * value->element_size;
    case AdjFormSingle: return data;
  }
  return data;
}

/// A map that one call of its kernel computes for a whole tile: what the call gets, and how far that moves with each tile.
typedef struct {
  adj_kernel kernel;  // NULL for every other step
  const char *in[3];
  char *out;
  size_t in_step[3], out_step;
  unsigned broadcast;
  bool by_row;
} call;

/// How far the elements of a value move with a tile.
static size_t tile_step(const adj_program *program, const adj_value *value) {
  if (!value->data) return 0;
  switch (value->form) {
    case AdjFormFull: return program->tile_rows * program->columns * value->element_size;
    case AdjFormRow: return program->tile_rows * value->element_size;
    default: return 0;
  }
}

static call prepared(const tile *tile, const adj_instruction *step) {
  const adj_program *program = tile->program;
  call call = {0};
  if (step->step != AdjStepMap) return call;
  for (size_t k = 0; k < step->inputs; k++) {
    const adj_value *value = &program->values[step->in[k]];
    bool by_rows = step->form == AdjFormFull && (value->form == AdjFormRow || value->form == AdjFormColumn);
    if (by_rows && program->tile_rows > 1) return call;
    if (value->form == AdjFormSingle || (step->form == AdjFormFull && value->form == AdjFormRow)) call.broadcast |= 1u << k;
    call.in[k] = address(tile, value);
    call.in_step[k] = tile_step(program, value);
  }
  call.out = address(tile, &program->values[step->out]);
  call.out_step = tile_step(program, &program->values[step->out]);
  call.by_row = step->form == AdjFormRow;
  call.kernel = step->kernel;
  return call;
}

/// A map for which the tile's rows, of several, are met one by one.
static void map(const tile *tile, const adj_instruction *step) {
  const adj_value *values = tile->program->values, *out = &values[step->out];
  const void *in[3];
  char *result = address(tile, out);
  unsigned broadcast = 0;
  const size_t columns = tile->program->columns;
  size_t steps[3] = {0};
  for (size_t k = 0; k < step->inputs; k++) {
    const adj_value *value = &values[step->in[k]];
    in[k] = address(tile, value);
    if (value->form == AdjFormSingle || value->form == AdjFormRow) broadcast |= 1u << k;
    if (value->form == AdjFormFull) steps[k] = columns * value->element_size;
    if (value->form == AdjFormRow) steps[k] = value->element_size;
  }
  for (size_t row = 0; row < tile->rows; row++) {
    step->kernel(result, in, broadcast, columns);
    result += columns * out->element_size;
    for (size_t k = 0; k < step->inputs; k++) in[k] = (const char *)in[k] + steps[k];
  }
}

// MARK: Chains

static uint16_t code(const adj_program *program, const adj_instruction *step) {
  AdjLink link = step->link;
  if (step->inputs > 0) {
    AdjForm form = program->values[step->in[0]].form;
    if (form == AdjFormSingle || form == AdjFormRow) link++;
  }
  return (uint16_t)ADJ_CHAIN_CODE(link, step->operation);
}

/// The value that a link reads or writes, NULL where it has none.
static const adj_value *operand(const adj_program *program, const adj_instruction *step) {
  if (step->link == AdjLinkStore) return &program->values[step->out];
  return step->inputs > 0 ? &program->values[step->in[0]] : NULL;
}

static char *link_address(const tile *tile, const adj_instruction *step) {
  const adj_value *value = operand(tile->program, step);
  if (!value) return NULL;
  char *at = address(tile, value);
  return step->gathers ? at + tile->chunk * tile->program->columns * value->element_size : at;
}

/// A chain of a program: what its kernel gets, and how far each link moves with a tile, or, where the rows of a tile are met
/// one by one, with a row.
typedef struct {
  const adj_instruction *steps;
  adj_link *links;
  size_t *moves;
  size_t count;
  bool by_rows;
} chain;

static chain prepared_chain(const tile *tile, const adj_instruction *steps, adj_link *links, size_t *moves) {
  const adj_program *program = tile->program;
  chain chain = {.steps = steps, .links = links, .moves = moves};
  do {
    const adj_value *value = operand(program, &steps[chain.count]);
    if (value && program->tile_rows > 1 && (value->form == AdjFormRow || value->form == AdjFormColumn)) chain.by_rows = true;
  } while (!steps[chain.count++].ends);
  for (size_t k = 0; k < chain.count; k++) {
    const adj_value *value = operand(program, &steps[k]);
    links[k].code = steps[k].gathers && steps[k].link != AdjLinkStore ? AdjLinkNone : code(program, &steps[k]);
    links[k].moves = value && (value->form == AdjFormFull || value->form == AdjFormColumn);
    links[k].at = link_address(tile, &steps[k]);
    moves[k] = value ? tile_step(program, value) : 0;
    if (!chain.by_rows || !value) continue;
    if (value->form == AdjFormFull) moves[k] = program->columns * value->element_size;
    if (value->form == AdjFormRow) moves[k] = value->element_size;
  }
  return chain;
}

static void run_chain(const tile *tile, const chain *chain) {
  adj_chain_kernel kernel = chain->steps->chain;
  if (!chain->by_rows) {
    kernel(chain->links, chain->count, tile->count);
    for (size_t k = 0; k < chain->count; k++) chain->links[k].at += chain->moves[k];
  } else {
    for (size_t k = 0; k < chain->count; k++) chain->links[k].at = link_address(tile, &chain->steps[k]);
    for (size_t row = 0; row < tile->rows; row++) {
      kernel(chain->links, chain->count, tile->program->columns);
      for (size_t k = 0; k < chain->count; k++) chain->links[k].at += chain->moves[k];
    }
  }
  if (!tile->is_first) return;
  for (size_t k = 0; k < chain->count; k++)
    if (chain->steps[k].gathers) chain->links[k].code = code(tile->program, &chain->steps[k]);
}

// MARK: Other steps

static void gather(const tile *tile, const adj_instruction *step) {
  const adj_value *out = &tile->program->values[step->out];
  adj_axes axes;  // most of it remains unused
  axes.rank = step->rank;
  axes.operands = 1;
  memcpy(axes.shape, step->shape, step->rank * sizeof *step->shape);
  memcpy(axes.strides[0], step->strides, step->rank * sizeof *step->strides);
  adj_axes_collapse(&axes);
  bool is_row = step->form == AdjFormRow;
  adj_gather(&axes, 0, step->source, out->element_size, is_row ? tile->row : tile->begin, is_row ? tile->rows : tile->count,
             address(tile, out));
}

/// Repeats the row at `out` until there are `rows` of them.
static void repeat_row(char *out, size_t bytes, size_t rows) {
  for (size_t done = bytes, all = rows * bytes; done < all;) {
    const size_t count = done < all - done ? done : all - done;
    memcpy(out + done, out, count);
    done += count;
  }
}

/// Fills each of several short rows with one element of x: by pieces of 16 bytes, the last of which may go on into the next row,
/// which is filled later.
#define FILL_ROWS(bits)                                                                                      \
  static void fill_rows_##bits(char *out, const uint##bits##_t *x, size_t columns, size_t rows) {            \
    const size_t bytes = columns * sizeof *x, padded = (bytes + 15) / 16 * 16;                               \
    for (size_t row = 0; row < rows; row++, out += bytes) {                                                  \
      uint##bits##_t piece[16 / sizeof *x];                                                                  \
      for (size_t k = 0; k < 16 / sizeof *x; k++) piece[k] = x[row];                                         \
      const size_t end = (rows - row) * bytes < padded ? bytes / 16 * 16 : padded;                           \
      for (size_t at = 0; at < end; at += 16) memcpy(out + at, piece, 16);                                   \
      if (end < bytes) memcpy(out + end, piece, bytes - end);                                                \
    }                                                                                                        \
  }
FILL_ROWS(32)
FILL_ROWS(64)

static void expand(const tile *tile, const adj_instruction *step) {
  const adj_value *in = &tile->program->values[step->in[0]], *out = &tile->program->values[step->out];
  const char *source = address(tile, in);
  char *result = address(tile, out);
  const size_t size = out->element_size, columns = tile->program->columns;
  if (in->form == AdjFormColumn) {
    memcpy(result, source, columns * size);
    repeat_row(result, columns * size, tile->rows);
  } else if (size == 4) {
    fill_rows_32(result, (const uint32_t *)(const void *)source, columns, tile->rows);
  } else if (size == 8) {
    fill_rows_64(result, (const uint64_t *)(const void *)source, columns, tile->rows);
  } else {
    for (size_t row = 0; row < tile->rows; row++) adj_fill(size, source + row * size, result + row * columns * size, columns);
  }
}

/// How far the elements of an operand with one element for each row lie apart: one element may serve for all rows.
static size_t row_step(const adj_value *value) { return value->form == AdjFormSingle ? 0 : 1; }

static void pick(const tile *tile, const adj_instruction *step) {
  const adj_value *values = tile->program->values;
  const size_t size = values[step->out].element_size, columns = tile->program->columns;
  const char *x = address(tile, &values[step->in[0]]);
  const int64_t *positions = address(tile, &values[step->in[1]]);
  const size_t next = row_step(&values[step->in[1]]);
  char *out = address(tile, &values[step->out]);
  for (size_t row = 0; row < tile->rows; row++)
    memcpy(out + row * size, x + (row * columns + (size_t)positions[row * next]) * size, size);
}

static void place(const tile *tile, const adj_instruction *step) {
  const adj_value *values = tile->program->values;
  const size_t size = values[step->out].element_size, columns = tile->program->columns;
  const char *x = address(tile, &values[step->in[0]]);
  const int64_t *positions = address(tile, &values[step->in[1]]);
  char *out = address(tile, &values[step->out]);
  const size_t next = row_step(&values[step->in[0]]), next_position = row_step(&values[step->in[1]]);
  memset(out, 0, tile->count * size);
  // Added to zero, as when several are placed: -0 becomes 0.
  for (size_t row = 0; row < tile->rows; row++) {
    const size_t at = row * columns + (size_t)positions[row * next_position];
    if (step->type == AdjDTypeFloat32) ((float *)(void *)out)[at] = ((const float *)(const void *)x)[row * next] + 0.0f;
    else if (step->type == AdjDTypeFloat64) ((double *)(void *)out)[at] = ((const double *)(const void *)x)[row * next] + 0.0;
    else memcpy(out + at * size, x + row * next * size, size);
  }
}

/// Whether a reduction gives of a single element something else than this element.
static bool changes_elements(AdjReduction operation) {
  return operation == AdjReductionWideSum || operation == AdjReductionSquares;
}

/// Combines the rows of a tile with what has gathered in `out`.
static void gather_columns(AdjReduction operation, AdjDType type, adj_kernel combine, const void *x, size_t rows,
                           size_t columns, size_t size, bool is_first, void *room, void *out) {
  const bool is_reduced = rows > 1 || changes_elements(operation);
  if (is_reduced && !is_first && adj_reduce_onto(operation, type, x, rows, columns, out)) return;
  if (is_reduced) adj_reduce(operation, type, x, 1, rows, columns, is_first ? out : room);
  else if (is_first) memcpy(out, x, columns * size);
  if (!is_first) combine(out, (const void *[]){out, is_reduced ? room : x}, 0, columns);
}

void adj_reduce_columns(AdjReduction operation, AdjDType type, adj_kernel combine, const void *x, size_t rows, size_t columns,
                        size_t tile_rows, size_t size, void *room, void *out) {
  for (size_t row = 0; row < rows; row += tile_rows) {
    size_t n = rows - row < tile_rows ? rows - row : tile_rows;
    gather_columns(operation, type, combine, (const char *)x + row * columns * size, n, columns, size, row == 0, room, out);
  }
}

static void reduce_columns(const tile *tile, const adj_instruction *step) {
  const adj_value *values = tile->program->values, *out = &values[step->out];
  const size_t columns = tile->program->columns;
  gather_columns(step->reduction, step->type, step->kernel, address(tile, &values[step->in[0]]), tile->rows, columns,
                 out->element_size, tile->is_first, address(tile, &values[step->in[1]]),
                 (char *)out->data + tile->chunk * columns * out->element_size);
}

static void run(const tile *tile, const adj_instruction *step) {
  const adj_value *values = tile->program->values, *out = &values[step->out];
  switch (step->step) {
    case AdjStepMap: map(tile, step); break;
    case AdjStepGather: gather(tile, step); break;
    case AdjStepExpand: expand(tile, step); break;
    case AdjStepUniform:
      adj_random_uniform(step->type, step->seed, step->stream, tile->begin, tile->count, address(tile, out));
      break;
    case AdjStepNormal:
      adj_random_normal(step->type, step->seed, step->stream, tile->begin, tile->count, address(tile, out));
      break;
    case AdjStepPick: pick(tile, step); break;
    case AdjStepPlace: place(tile, step); break;
    case AdjStepReduceRow:
      adj_reduce(step->reduction, step->type, address(tile, &values[step->in[0]]), tile->rows, tile->program->columns, 1,
                 address(tile, out));
      break;
    case AdjStepReduceColumns: reduce_columns(tile, step); break;
    case AdjStepLink: break;  // run_chain
    case AdjStepReduceTile:
      adj_reduce(step->reduction, step->type, address(tile, &values[step->in[0]]), 1, tile->count, 1,
                 (char *)out->data + tile->row / tile->program->tile_rows * out->element_size);
      break;
  }
}

/// Asks for some lines of the next tile's elements in memory, so that they come while this tile is computed.
static void fetch_ahead(const tile *tile, size_t line, size_t lines) {
  const adj_program *program = tile->program;
  for (size_t k = 0; k < program->stream_count; k++) {
    const adj_value *value = &program->values[program->streams[k]];
    const size_t bytes = tile->count * value->element_size;
    const char *next = (const char *)value->data + tile->begin * value->element_size + bytes;
    const size_t end = (line + lines) * 64 < bytes ? (line + lines) * 64 : bytes;
    for (size_t at = line * 64; at < end; at += 64) __builtin_prefetch(next + at, 0, 2);
  }
}

/// So many lines of each stream before each step that is no chain bring the whole next tile, unless there are few such steps:
/// many lines at once would have to be waited for. A chain reads all that it reads in order, which the machine sees. What
/// fits the second cache is there already.
static size_t lines_ahead(const adj_program *program) {
  size_t bytes = 0, size = 1, steps = 0;
  for (size_t k = 0; k < program->stream_count; k++) {
    const size_t of_element = program->values[program->streams[k]].element_size;
    bytes += program->count * of_element;
    if (of_element > size) size = of_element;
  }
  for (size_t k = 0; k < program->instruction_count; k++) steps += program->instructions[k].step != AdjStepLink;
  if (bytes < (size_t)1 << 18 || steps == 0) return 0;
  const size_t most = program->tile_rows * program->columns * size / 64 + 1, lines = (most + steps - 1) / steps;
  return lines < 32 ? lines : 32;
}

/// Runs the program on rows [row, end), or, where a tile is one row, on `width` columns of them from `column` on.
static void run_rows(const adj_program *program, size_t chunk, size_t row, size_t end, size_t column, size_t width) {
  const size_t steps = program->instruction_count;
  size_t capacity = 0;
  tile tile = {.program = program, .chunk = chunk, .row = row, .column = column, .is_first = true};
  const size_t calls_at = (program->register_bytes + 63) / 64 * 64;
  tile.registers = adj_pool_allocate(
    calls_at + steps * (sizeof(call) + sizeof(chain) + sizeof(adj_link) + sizeof(size_t)), &capacity);
  if (!tile.registers) __builtin_trap();
  tile.begin = tile.row * program->columns + column;
  call *calls = (call *)(void *)(tile.registers + calls_at);
  chain *chains = (chain *)(void *)(calls + steps);
  adj_link *links = (adj_link *)(void *)(chains + steps);
  size_t *moves = (size_t *)(void *)(links + steps);
  // A chain has the place of its first link.
  for (size_t k = 0; k < steps; k++) {
    const adj_instruction *step = &program->instructions[k];
    chains[k].count = 0;
    calls[k] = prepared(&tile, step);
    if (step->step != AdjStepLink) continue;
    chains[k] = prepared_chain(&tile, step, links + k, moves + k);
    k += chains[k].count - 1;
  }
  const size_t lines = lines_ahead(program);
  for (; tile.row < end; tile.row += tile.rows, tile.is_first = false) {
    tile.rows = end - tile.row < program->tile_rows ? end - tile.row : program->tile_rows;
    tile.begin = tile.row * program->columns + column;
    tile.count = width < program->columns ? width : tile.rows * program->columns;
    if (tile.count > program->count - tile.begin) tile.count = program->count - tile.begin;
    size_t line = 0;
    for (size_t k = 0; k < steps; k++) {
      const adj_instruction *step = &program->instructions[k];
      if (step->step == AdjStepLink) {
        run_chain(&tile, &chains[k]);
        k += chains[k].count - 1;
        continue;
      }
      if (lines) fetch_ahead(&tile, line, lines);
      line += lines;
      call *call = &calls[k];
      if (!call->kernel) {
        run(&tile, step);
        continue;
      }
      call->kernel(call->out, (const void *const *)call->in, call->broadcast, call->by_row ? tile.rows : tile.count);
      call->out += call->out_step;
      for (size_t i = 0; i < 3; i++) call->in[i] += call->in_step[i];
    }
  }
  adj_pool_free(tile.registers, capacity);
}

void adj_run_program(const adj_program *program, size_t chunk) {
  const size_t rows = (program->count + program->columns - 1) / program->columns, row = chunk * program->chunk_rows;
  const size_t end = row + program->chunk_rows < rows ? row + program->chunk_rows : rows;
  run_rows(program, chunk, row, end, 0, program->columns);
}

void adj_run_epilogue(const adj_epilogue *epilogue, size_t row, size_t rows, size_t column, size_t columns) {
  adj_program program = *epilogue->program;
  const size_t length = epilogue->length, own = length / program.columns;
  row += epilogue->row;
  if (columns == length && own * program.columns == length) {
    run_rows(&program, 0, row * own, (row + rows) * own, 0, program.columns);
    return;
  }
  const size_t most = program.tile_rows * program.columns;
  program.tile_rows = 1;
  program.columns = length;
  for (size_t done = 0, width; done < columns; done += width) {
    width = columns - done < most ? columns - done : most;
    run_rows(&program, 0, row, row + rows, epilogue->column + column + done, width);
  }
}
