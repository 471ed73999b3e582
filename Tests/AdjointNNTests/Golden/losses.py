"""Writes losses.json: what PyTorch 2.13 computes in float64. Run as `python losses.py`, in this folder.

`inputs` holds the operands; each case has the losses without reduction, their mean and sum as the loss function itself
reduces them, and the gradients of sum(cotangent * losses) with respect to the operands that `wrt` names, where
cotangent[i] = 1 + i/8.
"""

import json

import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(2027)

inputs = {
    "x": torch.randn(4, 3),
    "y": torch.randn(4, 3),
    "z": torch.randn(4, 3),
    "p": torch.rand(4, 3),
    "binary": torch.tensor([[0.0, 1, 1], [1, 0, 0], [0, 0, 1], [1, 1, 0]]),
    "distribution": torch.softmax(torch.randn(4, 3), 1),
    "target": torch.tensor([[1.0, 0, 0], [0.25, 0.5, 0.25], [0, 0.375, 0.625], [0.125, 0.125, 0.75]]),
    "signs": torch.tensor([[1.0, -1, -1], [-1, 1, 1], [1, 1, -1], [-1, 1, 1]]),
    "pairs": torch.tensor([1.0, -1, -1, 1]),
    "weights": torch.tensor([0.5, 2.0, 1.25]),
}
labels = torch.tensor([2, 0, 0, 1])
weights = inputs["weights"]


def reduced(losses, reduction):
    return {"none": losses, "mean": losses.mean(), "sum": losses.sum()}[reduction]


def categorical(log_probabilities, target, reduction, weights=1.0, smoothing=0.0):
    target = (1 - smoothing) * target + smoothing / target.shape[-1]
    return reduced(-(weights * target * log_probabilities).sum(-1), reduction)


def focal(x, t, reduction, alpha, gamma):
    """Lin et al. (2017), equation 5."""
    p = torch.sigmoid(x)
    losses = F.binary_cross_entropy_with_logits(x, t, reduction="none") * (p * (1 - t) + (1 - p) * t) ** gamma
    if alpha is not None:
        losses = (alpha * t + (1 - alpha) * (1 - t)) * losses
    return reduced(losses, reduction)


def kl(x, t, reduction):
    """`batchmean` is the mean over the distributions."""
    if reduction == "none":
        return F.kl_div(x, t, reduction="none").sum(-1)
    return F.kl_div(x, t, reduction={"mean": "batchmean", "sum": "sum"}[reduction])


cases = {
    "mseLoss": ("x y", lambda x, y, r: F.mse_loss(x, y, reduction=r)),
    "l1Loss": ("x y", lambda x, y, r: F.l1_loss(x, y, reduction=r)),
    "huberLoss": ("x y", lambda x, y, r: F.huber_loss(x, y, reduction=r)),
    "huberLoss, delta 0.5": ("x y", lambda x, y, r: F.huber_loss(x, y, delta=0.5, reduction=r)),
    "smoothL1Loss": ("x y", lambda x, y, r: F.smooth_l1_loss(x, y, reduction=r)),
    "smoothL1Loss, beta 0.5": ("x y", lambda x, y, r: F.smooth_l1_loss(x, y, beta=0.5, reduction=r)),
    "binaryCrossEntropy": ("p", lambda p, r: F.binary_cross_entropy(p, inputs["binary"], reduction=r)),
    "binaryCrossEntropy, smoothed": (
        "p", lambda p, r: F.binary_cross_entropy(p, 0.9 * inputs["binary"] + 0.05, reduction=r)),
    "binaryCrossEntropyWithLogits": (
        "x target", lambda x, t, r: F.binary_cross_entropy_with_logits(x, t, reduction=r)),
    "binaryCrossEntropyWithLogits, weighted": (
        "x", lambda x, r: F.binary_cross_entropy_with_logits(x, inputs["binary"], pos_weight=weights, reduction=r)),
    "focalLoss": ("x", lambda x, r: focal(x, inputs["binary"], r, 0.25, 2)),
    "focalLoss, without alpha": ("x", lambda x, r: focal(x, inputs["binary"], r, None, 1.5)),
    "crossEntropy": ("x", lambda x, r: F.cross_entropy(x, labels, reduction=r)),
    "crossEntropy, weighted": ("x", lambda x, r: F.cross_entropy(x, labels, weight=weights, reduction=r)),
    "crossEntropy, smoothed": ("x", lambda x, r: F.cross_entropy(x, labels, label_smoothing=0.2, reduction=r)),
    "crossEntropy, weighted and smoothed": (
        "x", lambda x, r: F.cross_entropy(x, labels, weight=weights, label_smoothing=0.2, reduction=r)),
    "nllLoss": ("x", lambda x, r: F.nll_loss(x, labels, reduction=r)),
    "nllLoss, weighted": ("x", lambda x, r: F.nll_loss(x, labels, weight=weights, reduction=r)),
    "categoricalCrossEntropy": ("distribution target", lambda p, t, r: categorical(p.log(), t, r)),
    "categoricalCrossEntropy, weighted and smoothed": (
        "distribution target", lambda p, t, r: categorical(p.log(), t, r, weights, 0.2)),
    "categoricalCrossEntropyWithLogits": ("x target", lambda x, t, r: F.cross_entropy(x, t, reduction=r)),
    "categoricalCrossEntropyWithLogits, weighted and smoothed": (
        "x target", lambda x, t, r: F.cross_entropy(x, t, weight=weights, label_smoothing=0.2, reduction=r)),
    "klDivLoss": ("x distribution", kl),
    "klDivLoss, targets with zeros": ("x", lambda x, r: kl(x, inputs["target"], r)),
    "hingeLoss": ("x", lambda x, r: reduced(torch.clamp(1 - inputs["signs"] * x, min=0), r)),
    "hingeLoss, margin 0.25": ("x", lambda x, r: reduced(torch.clamp(0.25 - inputs["signs"] * x, min=0), r)),
    "cosineEmbeddingLoss": ("x y", lambda x, y, r: F.cosine_embedding_loss(x, y, inputs["pairs"], reduction=r)),
    "cosineEmbeddingLoss, margin -0.5": (
        "x y", lambda x, y, r: F.cosine_embedding_loss(x, y, inputs["pairs"], margin=-0.5, reduction=r)),
    "tripletLoss": ("x y z", lambda x, y, z, r: F.triplet_margin_loss(x, y, z, reduction=r)),
    "tripletLoss, margin 2 and swap": (
        "x y z", lambda x, y, z, r: F.triplet_margin_loss(x, y, z, margin=2, swap=True, reduction=r)),
}


def tensor(x):
    return {"shape": list(x.shape), "values": x.detach().reshape(-1).tolist()}


def result(name, wrt, function):
    names = wrt.split()
    operands = [inputs[operand].clone().requires_grad_() for operand in names]
    losses = function(*operands, "none")
    cotangent = (1 + torch.arange(losses.numel()) / 8).reshape(losses.shape)
    gradients = torch.autograd.grad(losses, operands, cotangent)
    return {
        "name": name, "wrt": names, "none": tensor(losses), "mean": function(*operands, "mean").item(),
        "sum": function(*operands, "sum").item(), "gradients": [tensor(g) for g in gradients],
    }


golden = {
    "inputs": {name: tensor(x) for name, x in inputs.items()},
    "labels": labels.tolist(),
    "cases": [result(name, wrt, function) for name, (wrt, function) in cases.items()],
}
with open("losses.json", "w") as file:
    file.write(json.dumps(golden, allow_nan=False).replace('{"name"', '\n{"name"') + "\n")
