"""Writes schedules.json: the learning rates of PyTorch 2.13's schedulers at steps 0…19, 20, 24, …, 96, 99, and of formulas that it
does not have by themselves. Run as `python schedules.py`, in this folder. A plateau's metric at step t is
1 / (1 + min(t, 20)) + 0.01 * ((7 t) mod 10).
"""

import json
import math
import warnings

import torch
from torch.optim import lr_scheduler as S

warnings.filterwarnings("ignore")
steps = [*range(20), *range(20, 97, 4), 99]


def optimizer(rate):
    return torch.optim.SGD([torch.zeros(1, dtype=torch.float64, requires_grad=True)], lr=rate)


def torch_rates(rate, make):
    sgd = optimizer(rate)
    scheduler = make(sgd)
    rates = []
    for step in range(100):
        rates.append(sgd.param_groups[0]["lr"])
        sgd.step()
        scheduler.step()
    return rates


def sequential(sgd):
    parts = [S.LinearLR(sgd, 0.1, 1, 10), S.CosineAnnealingLR(sgd, 50, 0.05), S.ExponentialLR(sgd, 0.9)]
    return S.SequentialLR(sgd, parts, [10, 60])


def chained(sgd):
    return S.ChainedScheduler([S.LinearLR(sgd, 0.1, 1, 10), S.StepLR(sgd, 25, 0.5)])


def metric(step, higher=False):
    value = 1 / (1 + min(step, 20)) + 0.01 * (7 * step % 10)
    return 1 - value if higher else value


def plateau(rate, higher=False, **settings):
    sgd = optimizer(rate)
    scheduler = S.ReduceLROnPlateau(sgd, mode="max" if higher else "min", **settings)
    rates = []
    for step in range(100):
        scheduler.step(metric(step, higher))
        rates.append(sgd.param_groups[0]["lr"])
    return rates


rates = {
    "constant": [0.5] * 100,
    "stepDecay": torch_rates(0.5, lambda o: S.StepLR(o, 7, 0.3)),
    "multiStep": torch_rates(0.5, lambda o: S.MultiStepLR(o, [5, 12, 40], 0.3)),
    "exponential": torch_rates(0.5, lambda o: S.ExponentialLR(o, 0.95)),
    "polynomial": torch_rates(0.5, lambda o: S.PolynomialLR(o, 60, 2.5)),
    "linear": torch_rates(0.5, lambda o: S.LinearLR(o, 0.1, 1, 30)),
    "geometric": [0.001 * 500 ** (min(t, 40) / 40) for t in range(100)],
    "cosine": torch_rates(0.5, lambda o: S.CosineAnnealingLR(o, 99, 0.01)),
    "cosineWithRestarts": torch_rates(0.5, lambda o: S.CosineAnnealingWarmRestarts(o, 9, 1, 0.01)),
    "cosineWithRestarts, longer": torch_rates(0.5, lambda o: S.CosineAnnealingWarmRestarts(o, 9, 2)),
    "inverseSquareRoot": [0.5 * min((t + 1) / 12, math.sqrt(12 / (t + 1))) for t in range(100)],
    "oneCycle": torch_rates(0.5, lambda o: S.OneCycleLR(o, 0.5, 101)),
    "oneCycle, linear": torch_rates(
        0.5, lambda o: S.OneCycleLR(o, 0.5, 101, pct_start=0.45, div_factor=10, final_div_factor=100, anneal_strategy="linear")),
    "cyclic": torch_rates(0.5, lambda o: S.CyclicLR(o, 0.01, 0.5, 7, 11, cycle_momentum=False)),
    "cyclic, halving": torch_rates(
        0.5, lambda o: S.CyclicLR(o, 0.01, 0.5, 8, mode="triangular2", cycle_momentum=False)),
    "cyclic, exponential": torch_rates(
        0.5, lambda o: S.CyclicLR(o, 0.01, 0.5, 6, 4, mode="exp_range", gamma=0.98, cycle_momentum=False)),
    "lambda": torch_rates(0.5, lambda o: S.LambdaLR(o, lambda t: 1 / (1 + t))),
    "sequence": torch_rates(0.5, sequential),
    "product": torch_rates(0.5, chained),
    "plateau": plateau(0.5, patience=4),
    "plateau, higher": plateau(
        0.5, True, factor=0.5, patience=2, threshold=0.02, threshold_mode="abs", cooldown=3, min_lr=0.03),
}

golden = [{"name": name, "rates": [values[step] for step in steps]} for name, values in rates.items()]
with open("schedules.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(case, allow_nan=False) for case in golden) + "\n]\n")
