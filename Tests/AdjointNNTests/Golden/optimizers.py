"""Writes optimizers.json: trajectories of 100 steps in float64, by PyTorch 2.13; Ftrl, Lion and Muon by NumPy, from the papers.
Run as `python optimizers.py`, in this folder.

Two linear layers, of the first two and of the other four of six features, add up to the logits of three classes; they learn
six samples, with 0.002 times the sum of the squares of all parameters added to the cost. The cost is convex, so that rounding
does not grow along the way: a change of the first parameters by 1e-12 is checked to leave no more than 5e-10 at the end.
`costs` are those before steps 0, 1, …, 9, 10, 20, …, 90; `parameters` are those after the last step, one behind the other.
"""

import json
import math

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def pattern(shape, step, scale=1.0):
    """scale * (k / 1024 - 1/2), where k = (step * (i + 1)) mod 1021 for the element at position i."""
    count = int(torch.tensor(shape).prod())
    values = [scale * ((step * (i + 1)) % 1021 / 1024 - 0.5) for i in range(count)]
    return torch.tensor(values).reshape(shape)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.narrow, self.wide = nn.Linear(2, 3), nn.Linear(4, 3, bias=False)

    def forward(self, x):
        return self.narrow(x[:, :2]) + self.wide(x[:, 2:])


samples, labels = pattern([6, 6], 83, 4), torch.tensor([0, 2, 1, 1, 0, 2])


class NumPy:
    """An optimizer whose rule is a function of NumPy arrays: (p, g, state, t) -> p, where state is a dictionary."""

    def __init__(self, parameters, rule):
        self.parameters, self.rule, self.t = list(parameters), rule, 0
        self.states = [{} for _ in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    def step(self):
        self.t += 1
        for p, state in zip(self.parameters, self.states):
            new = self.rule(p.detach().numpy().copy(), p.grad.numpy().copy(), state, self.t)
            p.data.copy_(torch.from_numpy(np.asarray(new)))


def ftrl(rate, l1=0.0, l2=0.0, beta=0.0, start=0.1):
    """McMahan et al. (2013), algorithm 1, element by element; l2 counts twice, as in Keras."""

    def rule(p, g, state, t):
        n, z = state.setdefault("n", np.full_like(p, start)), state.setdefault("z", np.zeros_like(p))
        new = np.empty_like(p)
        for i in np.ndindex(p.shape):
            sigma = (math.sqrt(n[i] + g[i] ** 2) - math.sqrt(n[i])) / rate
            z[i] += g[i] - sigma * p[i]
            n[i] += g[i] ** 2
            if abs(z[i]) <= l1:
                new[i] = 0
            else:
                new[i] = -(z[i] - math.copysign(l1, z[i])) / ((beta + math.sqrt(n[i])) / rate + 2 * l2)
        return new

    return rule


def lion(rate, betas=(0.9, 0.99), decay=0.0):
    """Chen et al. (2023), algorithm 2."""

    def rule(p, g, state, t):
        m = state.get("m", np.zeros_like(p))
        update = np.sign(betas[0] * m + (1 - betas[0]) * g) + decay * p
        state["m"] = betas[1] * m + (1 - betas[1]) * g
        return p - rate * update

    return rule


def muon(rate, momentum=0.95, decay=0.1, nesterov=True, matching=False):
    """Jordan et al. (2024); the polynomial of the iteration is applied to the singular values."""

    def rule(p, g, state, t):
        m = momentum * state.get("m", np.zeros_like(p)) + (1 - momentum) * g
        state["m"] = m
        u, s, v = np.linalg.svd(momentum * m + (1 - momentum) * g if nesterov else m, full_matrices=False)
        s = s / max(math.sqrt((s**2).sum()), 1e-7)
        for _ in range(5):
            s = 3.4445 * s - 4.775 * s**3 + 2.0315 * s**5
        rows, columns = p.shape
        scale = 0.2 * math.sqrt(max(rows, columns)) if matching else math.sqrt(max(1, rows / columns))
        return p * (1 - rate * decay) - rate * scale * (u * s) @ v

    return rule


def numpy(rule):
    return lambda model: NumPy(model.parameters(), rule)


def of(kind, **settings):
    return lambda model: kind(model.parameters(), **settings)


def groups(model):
    """No decay of the bias, and the second layer at a tenth of the rate."""
    return torch.optim.AdamW(
        [
            {"params": [model.narrow.weight]},
            {"params": [model.narrow.bias], "weight_decay": 0},
            {"params": [model.wide.weight], "lr": 0.005},
        ],
        lr=0.05, weight_decay=0.2)


O = torch.optim
cases = {
    "SGD with weight decay": of(O.SGD, lr=0.1, weight_decay=0.05),
    "SGD with dampening": of(O.SGD, lr=0.1, momentum=0.8, dampening=0.3),
    "SGD with Nesterov's momentum": of(O.SGD, lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01),
    "Adam with weight decay and AMSGrad": of(O.Adam, lr=0.05, weight_decay=0.05, amsgrad=True, betas=(0.8, 0.9)),
    "AdamW": of(O.AdamW, lr=0.01),
    "AdamW with AMSGrad": of(O.AdamW, lr=0.05, weight_decay=0.5, amsgrad=True, betas=(0.8, 0.9)),
    "AdamW in groups": groups,
    "NAdam": of(O.NAdam),
    "NAdam with weight decay": of(O.NAdam, lr=0.05, weight_decay=0.05, momentum_decay=0.01),
    "NAdam with decoupled weight decay": of(O.NAdam, lr=0.05, weight_decay=0.05, decoupled_weight_decay=True),
    "RAdam": of(O.RAdam, lr=0.01),
    "RAdam with weight decay": of(O.RAdam, lr=0.05, weight_decay=0.05, betas=(0.8, 0.9)),
    "RAdam with decoupled weight decay": of(O.RAdam, lr=0.05, weight_decay=0.05, decoupled_weight_decay=True),
    "Adamax": of(O.Adamax),
    "Adamax with weight decay": of(O.Adamax, lr=0.05, weight_decay=0.05, betas=(0.8, 0.99)),
    "Adadelta": of(O.Adadelta),
    "Adadelta with weight decay": of(O.Adadelta, lr=5, rho=0.7, eps=1e-4, weight_decay=0.05),
    "Adagrad": of(O.Adagrad),
    "Adagrad with decay": of(O.Adagrad, lr=0.1, lr_decay=0.05, initial_accumulator_value=0.1, weight_decay=0.05),
    "RMSprop": of(O.RMSprop),
    "RMSprop with momentum, centered": of(
        O.RMSprop, lr=0.005, alpha=0.9, momentum=0.8, centered=True, weight_decay=0.05, eps=1e-4),
    "Ftrl": numpy(ftrl(0.5)),
    "Ftrl with L1 and L2": numpy(ftrl(0.5, l1=0.02, l2=0.01, beta=1, start=0.2)),
    "Lion": numpy(lion(1e-3)),
    "Lion with weight decay": numpy(lion(0.01, betas=(0.8, 0.95), decay=0.3)),
    "Muon": lambda model: NumPy([p for p in model.parameters() if p.dim() == 2], muon(0.02)),
    "Muon matching AdamW": lambda model: NumPy(
        [p for p in model.parameters() if p.dim() == 2], muon(0.02, 0.8, 0.2, nesterov=False, matching=True)),
    "clipping by norm": of(O.SGD, lr=0.5),
    "clipping by value": of(O.SGD, lr=0.5),
    "accumulation": of(O.SGD, lr=0.2, momentum=0.5),
    "averages": of(O.SGD, lr=0.2),
    # Ours limits the evaluations of each search, not those of a step.
    "LBFGS, one move at a time": of(O.LBFGS, lr=0.5, max_iter=1, history_size=5),
    "LBFGS with strong Wolfe, one move at a time": of(
        O.LBFGS, max_iter=1, max_eval=1000, history_size=6, line_search_fn="strong_wolfe"),
    "LBFGS with strong Wolfe": of(O.LBFGS, max_iter=4, max_eval=1000, line_search_fn="strong_wolfe"),
    "LBFGS without search": of(O.LBFGS, lr=0.5, max_iter=3, max_eval=1000, history_size=20),
}


def cost(model, rows=slice(None)):
    squares = sum((p**2).sum() for p in model.parameters())
    return cross_entropy(model(samples[rows]), labels[rows]) + 0.002 * squares


def trajectory(name, make, change=0.0):
    model = Network()
    with torch.no_grad():
        for position, parameter in enumerate(model.parameters()):
            parameter.copy_(pattern(list(parameter.shape), 29 + 6 * position, 1.5) + change)
    parameters = list(model.parameters())
    optimizer = make(model)
    averages = [p.detach().clone() for p in parameters]
    costs = []
    for step in range(100):
        costs.append(cost(model).item())
        optimizer.zero_grad()
        if isinstance(optimizer, O.LBFGS):

            def closure():
                optimizer.zero_grad()
                value = cost(model)
                value.backward()
                return value

            optimizer.step(closure)
            continue
        if name == "accumulation":
            # Three calls of two samples each make a step by the mean of the gradients.
            for start in (0, 2, 4):
                (cost(model, slice(start, start + 2)) / 3).backward()
        else:
            cost(model).backward()
        if name == "clipping by norm":
            torch.nn.utils.clip_grad_norm_(parameters, 0.1)
        if name == "clipping by value":
            torch.nn.utils.clip_grad_value_(parameters, 0.04)
        optimizer.step()
        averages = [0.9 * a + 0.1 * p.detach() for a, p in zip(averages, parameters)]
    last = averages if name == "averages" else parameters
    return {
        "name": name, "costs": costs[:10] + costs[10::10], "parameters": torch.cat([p.detach().flatten() for p in last]).tolist(),
    }


golden = [trajectory(name, make) for name, make in cases.items()]
for case in golden:
    moved = trajectory(case["name"], cases[case["name"]], 1e-12)
    growth = max(abs(a - b) for a, b in zip(case["parameters"], moved["parameters"]))
    assert growth < 5e-10, (case["name"], growth)
with open("optimizers.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(case, allow_nan=False) for case in golden) + "\n]\n")
