"""Writes layers.json: what PyTorch 2.13 computes for each layer in float64. Run as `python layers.py`, in this folder.

Inputs, parameters and cotangents are patterns that both sides make, so only shapes and results are written: a tensor as
[shape, values], row by row, to 13 digits. Integer inputs and those with points of special interest are written out.
"""

import json

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def pattern(shape, step, scale=1.0):
    """scale * (k / 1024 - 1/2), where k = (step * (i + 1)) mod 1021 for the element at position i."""
    assert step % 1021 != 0
    count = int(torch.tensor(shape).prod())
    values = [scale * ((step * (i + 1)) % 1021 / 1024 - 0.5) for i in range(count)]
    return torch.tensor(values).reshape(shape)


def written(x):
    values = x.detach().reshape(-1).tolist()
    return [list(x.shape), values if not x.is_floating_point() else [float(f"{v:.13g}") for v in values]]


class Formula(nn.Module):
    """A function without parameters as a module."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, *inputs):
        return self.function(*inputs)


def flat(y):
    """The tensors of a result, in order."""
    return [y] if isinstance(y, torch.Tensor) else [t for part in y for t in flat(part)]


cases = []


def case(name, layer, *inputs, call=None, before=0, evaluate=False):
    """One layer: results, gradients of float inputs and parameters, and buffers afterwards.

    An input is a shape, which stands for a pattern, or a tensor. The layer first runs `before` times in training on
    inputs 1, 2, … times as large.
    """
    with torch.no_grad():
        for i, (_, parameter) in enumerate(layer.named_parameters()):
            parameter.copy_(pattern(list(parameter.shape), 389 + 58 * i))
    values, described = [], []
    for i, given in enumerate(inputs):
        if isinstance(given, torch.Tensor):
            values.append(given.clone().requires_grad_(given.is_floating_point()))
            described.append(written(given))
        else:
            values.append(pattern(given, 101 + 46 * i, 3.0).requires_grad_())
            described.append([given, None])
    call = call or (lambda layer, *x: layer(*x))
    for round in range(before):
        call(layer, *[(round + 1) * x.detach() for x in values])
    layer.train(not evaluate)
    outputs = flat(call(layer, *values))
    loss = sum((y * pattern(list(y.shape), 613 + 34 * i, 2.0)).sum() for i, y in enumerate(outputs))
    if loss.requires_grad:
        loss.backward()
    cases.append({
        "name": name, "before": before, "evaluate": evaluate, "inputs": described, "outputs": [written(y) for y in outputs],
        "inputGradients": [written(torch.zeros_like(x) if x.grad is None else x.grad)
                           for x in values if x.is_floating_point()],
        "parameters": [[n, written(p.grad)] for n, p in layer.named_parameters()],
        "buffers": [[n, written(b)] for n, b in layer.named_buffers()],
    })


# Activations, at their kinks too.
points = torch.tensor([-25, -7, -3.5, -3, -1.5, -1, -0.5, -0.1, 0, 0.25, 0.5, 1, 2, 3, 4.5, 6, 7, 19])
for name, layer in {
    "LeakyReLU": nn.LeakyReLU(0.2), "ELU": nn.ELU(1.5), "SELU": nn.SELU(), "CELU": nn.CELU(2.0), "GELU": nn.GELU(),
    "GELU tanh": nn.GELU(approximate="tanh"), "SiLU": nn.SiLU(), "Mish": nn.Mish(), "Softplus": nn.Softplus(2.0, 60),
    "Softsign": nn.Softsign(), "Tanh": nn.Tanh(), "Sigmoid": nn.Sigmoid(), "LogSigmoid": nn.LogSigmoid(),
    "HardSwish": nn.Hardswish(), "HardTanh": nn.Hardtanh(-1.5, 2), "ReLU6": nn.ReLU6(),
    "TanhShrink": nn.Tanhshrink(), "SoftShrink": nn.Softshrink(0.5), "HardShrink": nn.Hardshrink(0.5),
    "Threshold": nn.Threshold(0.5, -2),
}.items():
    case(name, layer, points)
# PyTorch's own has the derivative 1/6 in single precision.
case("HardSigmoid", Formula(lambda x: nn.functional.relu6(x + 3) / 6), points)
case("Softmax", nn.Softmax(dim=-1), [2, 4])
case("Softmax along axis 1", nn.Softmax(dim=1), [2, 3, 2])
case("LogSoftmax", nn.LogSoftmax(dim=-1), [2, 4])
case("Softmin", nn.Softmin(dim=-1), [2, 4])
case("GLU", nn.GLU(), [3, 4])
case("GLU along axis 1", nn.GLU(dim=1), [2, 4, 3])
case("PReLU", nn.PReLU(), points)
case("PReLU for each channel", nn.PReLU(3), [2, 3, 4])

# Linear maps and tables.
case("Bilinear", nn.Bilinear(3, 2, 4), [5, 3], [5, 2])
case("Bilinear without bias", nn.Bilinear(3, 2, 4, bias=False), [2, 2, 3], [2, 2, 2])
tokens = torch.tensor([[1, 4, 0], [4, 2, 4]])
case("Embedding", nn.Embedding(5, 3), tokens)
case("Embedding with padding", nn.Embedding(5, 3, padding_idx=4), tokens)

# Convolutions.
case("Conv1d", nn.Conv1d(2, 3, 3), [2, 2, 6])
case("Conv1d with settings", nn.Conv1d(4, 6, 3, stride=2, padding=2, dilation=2, groups=2, bias=False), [2, 4, 9])
case("Conv2d", nn.Conv2d(2, 3, 3), [2, 2, 5, 4])
case("Conv2d with settings", nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(1, 2), dilation=(1, 2), groups=2),
     [2, 4, 5, 4])
case("Conv2d depthwise", nn.Conv2d(3, 6, 3, padding=1, groups=3), [1, 3, 4, 4])
case("ConvTransposed2d", nn.ConvTranspose2d(2, 3, 3), [2, 2, 3, 4])
case("ConvTransposed2d with settings",
     nn.ConvTranspose2d(4, 6, (3, 2), stride=(2, 3), padding=(1, 0), output_padding=(1, 2), dilation=(2, 1), groups=2),
     [1, 4, 3, 2])

# Pooling.
case("MaxPool1d", nn.MaxPool1d(2), [2, 3, 7])
case("MaxPool2d", nn.MaxPool2d((3, 2), stride=(2, 1), padding=(1, 0)), [2, 2, 5, 4])
case("AvgPool1d", nn.AvgPool1d(3, stride=2, padding=1), [2, 3, 7])
case("AvgPool2d", nn.AvgPool2d(2), [2, 2, 5, 4])
case("AdaptiveAvgPool1d", nn.AdaptiveAvgPool1d(3), [2, 2, 7])
case("AdaptiveAvgPool2d", nn.AdaptiveAvgPool2d((3, 2)), [1, 2, 5, 7])
case("AdaptiveAvgPool2d to more", nn.AdaptiveAvgPool2d((5, 1)), [1, 2, 3, 4])
case("AdaptiveMaxPool1d", nn.AdaptiveMaxPool1d(3), [2, 2, 7])
case("AdaptiveMaxPool2d", nn.AdaptiveMaxPool2d((3, 2)), [1, 2, 5, 7])
equal = torch.tensor([2.0, 2, 1, 1, 2, 2, 2, 0, 2, 2, 2, 2]).reshape(1, 1, 3, 4)
case("AdaptiveMaxPool2d of equal elements", nn.AdaptiveMaxPool2d((2, 3)), equal)

# Shapes and sizes.
case("Flatten", nn.Flatten(), [2, 3, 2, 2])
case("Unflatten", nn.Unflatten(1, (3, 2)), [2, 6, 2])
case("Pad1d with zeros", nn.ZeroPad1d((1, 2)), [2, 2, 3])
case("Pad2d with zeros", nn.ZeroPad2d(1), [1, 2, 2, 3])
case("Pad2d with a constant", nn.ConstantPad2d((1, 0, 2, 3), 1.5), [1, 2, 2, 3])
case("Pad2d by reflection", nn.ReflectionPad2d((2, 1, 0, 2)), [1, 2, 3, 4])
case("Pad2d by replication", nn.ReplicationPad2d((3, 1, 0, 2)), [1, 2, 2, 3])
case("Pad2d in a circle", nn.CircularPad2d((2, 1, 0, 2)), [1, 2, 2, 3])
case("Upsample nearest", nn.Upsample(scale_factor=2), [1, 2, 2, 3])
case("Upsample nearest to a size", nn.Upsample(size=(5, 2)), [1, 2, 3, 4])
case("Upsample nearest by fractions", nn.Upsample(scale_factor=(1.5, 2.6)), [1, 2, 3, 4])
case("Upsample nearest of a sequence", nn.Upsample(scale_factor=3), [1, 2, 3])
case("Upsample bilinear", nn.Upsample(scale_factor=2, mode="bilinear"), [1, 2, 2, 3])
case("Upsample bilinear to a size", nn.Upsample(size=(5, 2), mode="bilinear"), [1, 2, 3, 4])
case("Upsample bilinear by fractions", nn.Upsample(scale_factor=(1.5, 2.6), mode="bilinear"), [1, 2, 3, 4])
case("Upsample bilinear with aligned corners", nn.Upsample(size=(5, 1), mode="bilinear", align_corners=True),
     [1, 2, 3, 4])
case("Upsample linear of a sequence", nn.Upsample(scale_factor=2, mode="linear", align_corners=True), [1, 2, 3])

# Normalisation.
case("BatchNorm of rank 2", nn.BatchNorm1d(3), [4, 3])
case("BatchNorm of rank 3", nn.BatchNorm1d(3, momentum=0.3, eps=0.1), [2, 3, 4])
case("BatchNorm of rank 4", nn.BatchNorm2d(2), [2, 2, 2, 3])
case("BatchNorm without weights", nn.BatchNorm2d(2, affine=False), [2, 2, 2, 3])
case("BatchNorm after two batches", nn.BatchNorm2d(2), [2, 2, 2, 3], before=2)
case("BatchNorm in evaluation", nn.BatchNorm2d(2), [2, 2, 2, 3], before=2, evaluate=True)
case("BatchNorm with averages over all", nn.BatchNorm1d(3, momentum=None), [4, 3], before=2)
case("BatchNorm without statistics", nn.BatchNorm1d(3, track_running_stats=False), [4, 3], evaluate=True)
case("LayerNorm", nn.LayerNorm(5), [2, 3, 5])
case("LayerNorm of two axes", nn.LayerNorm((3, 4), eps=0.1), [2, 3, 4])
case("LayerNorm without bias", nn.LayerNorm(5, bias=False), [3, 5])
case("LayerNorm without weights", nn.LayerNorm(5, elementwise_affine=False), [3, 5])
case("RMSNorm", nn.RMSNorm(5), [2, 3, 5])
case("RMSNorm of two axes", nn.RMSNorm((3, 4), eps=0.1), [2, 3, 4])
case("GroupNorm", nn.GroupNorm(2, 4), [2, 4, 3])
case("GroupNorm of images", nn.GroupNorm(1, 4, eps=0.1), [2, 4, 2, 2])
case("GroupNorm without weights", nn.GroupNorm(4, 4, affine=False), [2, 4, 3])


# Recurrent networks.
def packed(layer, x, lengths):
    sequence = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    y, state = layer(sequence)
    return nn.utils.rnn.pad_packed_sequence(y, batch_first=True, total_length=x.shape[1])[0], state


both = {"batch_first": True, "num_layers": 2, "bidirectional": True}
case("RNN", nn.RNN(2, 3, batch_first=True), [2, 3, 2])
case("RNN with relu", nn.RNN(2, 3, nonlinearity="relu", bias=False, batch_first=True), [2, 3, 2])
case("RNN of lengths", nn.RNN(2, 3, batch_first=True), [3, 4, 2], call=lambda l, x: packed(l, x, [2, 4, 1]))
case("RNN deep, both ways", nn.RNN(2, 2, **both), [2, 3, 2])
case("GRU", nn.GRU(2, 3, batch_first=True), [2, 3, 2])
case("GRU without bias", nn.GRU(2, 3, bias=False, batch_first=True), [2, 3, 2])
case("GRU of lengths", nn.GRU(2, 2, **both), [3, 4, 2], call=lambda l, x: packed(l, x, [2, 4, 1]))
case("GRU from a state", nn.GRU(2, 2, **both), [2, 3, 2], [4, 2, 2])
case("LSTM", nn.LSTM(2, 3, batch_first=True), [2, 3, 2])
case("LSTM without bias", nn.LSTM(2, 3, bias=False, batch_first=True), [2, 3, 2])
case("LSTM of lengths", nn.LSTM(2, 2, **both), [3, 4, 2], call=lambda l, x: packed(l, x, [2, 4, 1]))
case("LSTM from a state", nn.LSTM(2, 2, **both), [2, 3, 2], [4, 2, 2], [4, 2, 2],
     call=lambda l, x, h, c: l(x, (h, c)))
case("LSTM deep", nn.LSTM(2, 2, num_layers=2, batch_first=True), [2, 3, 2])

# Attention. PyTorch's masks are true where attention is forbidden.
forbidden = torch.tensor([[0, 1, 0], [0, 0, 1], [1, 0, 0]], dtype=torch.bool)
late = torch.tensor([[0, 0, 1], [0, 0, 0]], dtype=torch.bool)
causal = nn.Transformer.generate_square_subsequent_mask(3)


def attention(**settings):
    return nn.MultiheadAttention(4, 2, batch_first=True, **settings)


case("MultiHeadAttention", attention(), [2, 3, 4], call=lambda l, x: l(x, x, x)[0])
case("MultiHeadAttention across", attention(), [2, 3, 4], [2, 2, 4], [2, 2, 4], call=lambda l, *x: l(*x)[0])
case("MultiHeadAttention with a mask", attention(bias=False), [2, 3, 4],
     call=lambda l, x: l(x, x, x, attn_mask=forbidden)[0])
case("MultiHeadAttention with added scores", attention(), [2, 3, 4], [3, 3],
     call=lambda l, x, a: l(x, x, x, attn_mask=a, need_weights=False)[0])
case("MultiHeadAttention, causal", attention(), [2, 3, 4], call=lambda l, x: l(x, x, x, attn_mask=causal)[0])
case("MultiHeadAttention of lengths", attention(), [2, 3, 4], call=lambda l, x: l(x, x, x, key_padding_mask=late)[0])
case("MultiHeadAttention of other sizes", attention(kdim=3, vdim=2), [2, 3, 4], [2, 2, 3], [2, 2, 2],
     call=lambda l, *x: l(*x)[0])

transformer = {"d_model": 4, "nhead": 2, "dim_feedforward": 5, "dropout": 0.0, "batch_first": True}
case("TransformerEncoderLayer", nn.TransformerEncoderLayer(**transformer), [2, 3, 4])
case("TransformerEncoderLayer, norm first", nn.TransformerEncoderLayer(**transformer, norm_first=True,
     activation="gelu", layer_norm_eps=0.1), [2, 3, 4], call=lambda l, x: l(x, src_mask=causal))
case("TransformerEncoderLayer without bias", nn.TransformerEncoderLayer(**transformer, bias=False), [1, 3, 4],
     evaluate=True)
case("TransformerDecoderLayer", nn.TransformerDecoderLayer(**transformer), [2, 3, 4], [2, 2, 4],
     call=lambda l, x, m: l(x, m, tgt_mask=causal))
case("TransformerDecoderLayer, norm first", nn.TransformerDecoderLayer(**transformer, norm_first=True),
     [2, 3, 4], [2, 3, 4], call=lambda l, x, m: l(x, m, tgt_mask=causal, memory_key_padding_mask=late))


# Positions: pairs of features as complex numbers, turned by position · 10000^(-2i / features).
def turns(length, features, first=0):
    frequencies = 10000.0 ** (-torch.arange(0, features, 2).double() / features)
    angles = torch.arange(first, first + length).double().reshape(-1, 1) * frequencies
    return torch.polar(torch.ones_like(angles), angles)


def sinusoidal(x):
    z = turns(x.shape[-2], x.shape[-1])
    return x + torch.stack([z.imag, z.real], -1).flatten(-2)


def rotated(x, neighbours, first=0):
    half = x.shape[-1] // 2
    pairs = x.unflatten(-1, (half, 2)) if neighbours else x.unflatten(-1, (2, half)).transpose(-1, -2)
    z = torch.view_as_real(torch.view_as_complex(pairs.contiguous()) * turns(x.shape[-2], x.shape[-1], first))
    return (z if neighbours else z.transpose(-1, -2)).flatten(-2)


case("SinusoidalPositions", Formula(sinusoidal), [2, 3, 6])
case("RotaryPositions", Formula(lambda x: rotated(x, False)), [2, 3, 6])
case("RotaryPositions of neighbours", Formula(lambda x: rotated(x, True, 5)), [2, 2, 3, 4])

with open("layers.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":"), allow_nan=False) for c in cases) + "\n]\n")
