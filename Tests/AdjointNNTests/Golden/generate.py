"""Writes golden.json: what PyTorch 2.13 computes in float64. Run as `python generate.py`, in this folder.

A tensor is written as {"shape": [...], "values": [...]}, row by row. Large inputs are not written: both sides make them
with `pattern`, whose steps are exact in float64.
"""

import json

import torch
from torch import nn
from torch.nn.functional import cross_entropy

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
torch.manual_seed(2026)


def tensor(x):
    return {"shape": list(x.shape), "values": x.detach().reshape(-1).tolist()}


def pattern(shape, step, scale=1.0):
    """scale * (k / 1024 - 1/2), where k = (step * (i + 1)) mod 1021 for the element at position i."""
    count = int(torch.tensor(shape).prod())
    values = [scale * ((step * (i + 1)) % 1021 / 1024 - 0.5) for i in range(count)]
    return torch.tensor(values).reshape(shape)


def linear_case(name, input_shape, outputs, bias):
    layer = nn.Linear(input_shape[-1], outputs, bias=bias)
    x = torch.randn(input_shape, requires_grad=True)
    y = layer(x)
    cotangent = torch.randn_like(y)
    y.backward(cotangent)
    case = {
        "name": name, "input": tensor(x), "weight": tensor(layer.weight), "cotangent": tensor(cotangent),
        "output": tensor(y), "inputGradient": tensor(x.grad), "weightGradient": tensor(layer.weight.grad),
    }
    if bias:
        case |= {"bias": tensor(layer.bias), "biasGradient": tensor(layer.bias.grad)}
    return case


def relu_case():
    x = torch.tensor([-1e300, -2.5, -1e-300, -0.0, 0.0, 1e-300, 0.75, 1e300], requires_grad=True)
    y = torch.relu(x)
    cotangent = torch.randn_like(y)
    y.backward(cotangent)
    return {"input": tensor(x), "cotangent": tensor(cotangent), "output": tensor(y), "gradient": tensor(x.grad)}


def cross_entropy_case(name, logits, labels):
    x = torch.tensor(logits, requires_grad=True)
    cost = cross_entropy(x, torch.tensor(labels))
    cost.backward()
    return {"name": name, "logits": tensor(x), "labels": labels, "cost": cost.item(), "gradient": tensor(x.grad)}


def network_case():
    """The network of the Digits example on 12 patterned images; of each weight's gradient G, G u and v G."""
    model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 16), nn.ReLU(), nn.Linear(16, 10))
    with torch.no_grad():
        for position, parameter in enumerate(model.parameters()):
            parameter.copy_(pattern(list(parameter.shape), 37 + 2 * position, 0.5))
    images = 8 + pattern([12, 64], 101, 16)
    labels = [(7 * i) % 10 for i in range(12)]
    logits = model(images)
    cost = cross_entropy(logits, torch.tensor(labels))
    cost.backward()
    gradients = []
    for name, parameter in model.named_parameters():
        g = parameter.grad
        if g.dim() == 2:
            u, v = pattern([g.shape[1]], 11), pattern([g.shape[0]], 13)
            gradients.append({"name": name, "projections": [tensor(g @ u), tensor(v @ g)]})
        else:
            gradients.append({"name": name, "projections": [tensor(g)]})
    return {"logits": tensor(logits), "labels": labels, "cost": cost.item(), "gradients": gradients}


def trajectory(name, make, change_at=None):
    """100 steps on six samples of three classes; the learning rate is a tenth of the first from step `change_at`."""
    model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 3))
    with torch.no_grad():
        for position, parameter in enumerate(model.parameters()):
            parameter.copy_(pattern(list(parameter.shape), 29 + 6 * position, 1.5))
    samples, labels = pattern([6, 3], 83, 4), torch.tensor([0, 1, 2, 0, 1, 2])
    optimizer = make(model.parameters())
    costs = []
    for step in range(100):
        if step == change_at:
            for group in optimizer.param_groups:
                group["lr"] /= 10
        cost = cross_entropy(model(samples), labels)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return {"name": name, "costs": costs, "parameters": [tensor(p) for p in model.parameters()]}


golden = {
    "linear": [
        linear_case("rank 1", [5], 3, True),
        linear_case("rank 2", [4, 5], 3, True),
        linear_case("rank 3", [2, 3, 5], 4, True),
        linear_case("rank 4", [2, 1, 3, 2], 3, True),
        linear_case("rank 1 without bias", [5], 3, False),
        linear_case("rank 2 without bias", [4, 5], 3, False),
        linear_case("rank 3 without bias", [2, 3, 5], 4, False),
        linear_case("one input, one output", [3, 1], 1, True),
    ],
    "relu": relu_case(),
    "crossEntropy": [
        cross_entropy_case("ordinary", torch.randn(5, 4).tolist(), [0, 3, 1, 1, 2]),
        cross_entropy_case("one sample", [[0.5, -1.25, 2.0]], [1]),
        cross_entropy_case("one class", [[3.0], [-2.0]], [0, 0]),
        cross_entropy_case("all equal", [[2.5] * 7] * 3, [0, 3, 6]),
        cross_entropy_case("the label at +1e4", [[1e4, -1e4, 0.0]], [0]),
        cross_entropy_case("the label at -1e4", [[1e4, -1e4, 0.0]], [1]),
        cross_entropy_case("the label between ±1e4", [[1e4, -1e4, 0.0]], [2]),
        cross_entropy_case("close together near +1e4", [[1e4, 1e4 - 1, 1e4 - 2.5]], [1]),
        cross_entropy_case("close together near -1e4", [[-1e4, -1e4 + 1, -1e4 + 0.5]], [0]),
        cross_entropy_case("a certain and right answer", [[40.0, 0.0]], [0]),
    ],
    "network": network_case(),
    "trajectories": [
        trajectory("SGD", lambda p: torch.optim.SGD(p, lr=0.1)),
        trajectory("SGD with momentum", lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9)),
        trajectory("SGD with a changed rate", lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9), change_at=50),
        trajectory("Adam", lambda p: torch.optim.Adam(p, lr=0.01)),
        trajectory("Adam with other settings", lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.5, 0.9), eps=1e-3)),
        trajectory("Adam with a changed rate", lambda p: torch.optim.Adam(p, lr=0.05), change_at=50),
    ],
}


def text(value):
    """A section: each case of a list on a line of its own."""
    if isinstance(value, list):
        return "[\n" + ",\n".join(json.dumps(case, allow_nan=False) for case in value) + "\n]"
    return json.dumps(value, allow_nan=False)


with open("golden.json", "w") as file:
    file.write("{\n" + ",\n".join(f'"{key}": {text(value)}' for key, value in golden.items()) + "\n}\n")
