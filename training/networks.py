"""Fit small networks: plain numpy, the same examples give the same weights."""

import base64

import numpy as np

from ocrlayout.order.network import REACH, Network

BATCH, RATE, DECAY = 512, 3e-3, 0.03
WARM, COOL = 50, 0.95  # steps until the full rate; share of it that is gone at the end
NOISE, DROPPED = 0.1, 0.1  # of what is seen, so that no network relies on one feature


def fitted(seen, right, count, units, nets, epochs):
    """Some networks, each from its own start, as one; log loss of the one right answer."""
    low, middle, high = np.quantile(seen, [0.05, 0.5, 0.95], axis=0)
    spread = np.maximum(np.maximum((high - low) / 3.3, seen.std(axis=0) / 2), 1e-3)
    middle, spread = np.round(middle, 3), np.round(spread, 3)
    reach = np.clip((seen - middle) / spread, -REACH, REACH).astype(np.float32)
    count = (count / count.mean()).astype(np.float32)
    made = [fit(reach, right, count, units, epochs, seed) for seed in range(nets)]
    hidden = np.concatenate([net[0] for net in made], axis=1)
    out = np.concatenate([*(net[1][:-1] for net in made), sum(net[1][-1:] for net in made)]) / nets
    return Network(middle, spread, hidden.astype(float), out.astype(float))


def fit(reach, right, count, units, epochs, seed):
    """One network, by Adam, with noise on what is seen."""
    rng = np.random.default_rng(seed)
    weights = [layer(rng, reach.shape[1], units, 1.0), layer(rng, units, right.shape[1], 0.3)]
    moments = [(np.zeros_like(given), np.zeros_like(given)) for given in weights]
    steps, step = epochs * -(-len(reach) // BATCH), 0
    for _ in range(epochs):
        place = rng.permutation(len(reach))
        for first in range(0, len(place), BATCH):
            part = place[first : first + BATCH]
            slopes = downhill(weights, noisy(reach[part], rng), right[part], count[part])
            step += 1
            rate = RATE * min(1, step / WARM) * (1 - COOL * step / steps)
            for given, moment, slope in zip(weights, moments, slopes, strict=True):
                stepped(given, moment, slope, step, np.float32(rate))
    return weights


def noisy(seen, rng):
    made = seen + NOISE * rng.standard_normal(seen.shape, dtype=np.float32)
    return made * (rng.random(seen.shape, dtype=np.float32) > DROPPED) / np.float32(1 - DROPPED)


def downhill(weights, seen, right, count):
    """The slope of the loss in the weights of both layers."""
    units = np.tanh(seen @ weights[0][:-1] + weights[0][-1])
    error = likelihood(units @ weights[1][:-1] + weights[1][-1]) - right
    error = (error * count[:, None] / len(seen)).astype(np.float32)
    back = (error @ weights[1][:-1].T) * (1 - units**2)
    return [
        np.concatenate([seen.T @ back, back.sum(axis=0)[None]]),
        np.concatenate([units.T @ error, error.sum(axis=0)[None]]),
    ]


def likelihood(logits):
    """Of several answers one is right; a single one is or is not."""
    if logits.shape[1] == 1:
        return 1 / (1 + np.exp(-logits))
    grown = np.exp(logits - logits.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def layer(rng, before, behind, size):
    drawn = rng.normal(0, size * before**-0.5, (before, behind))
    return np.concatenate([drawn, np.zeros((1, behind))]).astype(np.float32)


def stepped(given, moment, slope, step, rate):
    """Change a layer in place. D. P. Kingma, J. Ba, "Adam" (2015), with decay."""
    mean, square = moment
    mean += 0.1 * (slope - mean)
    square += 0.01 * (slope**2 - square)
    move = mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
    move[:-1] += DECAY * given[:-1]
    given -= rate * move.astype(np.float32)


def told(net):
    """A network as JSON has it."""
    plain = {"middle": net.middle.tolist(), "spread": net.spread.tolist()}
    return plain | {"hidden": packed(net.hidden), "out": packed(net.out)}


def packed(weights):
    """A layer as bytes: whole numbers of steps, each column with a step of its own."""
    step = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127
    step = np.array([float(f"{value:.4g}") for value in step])
    steps = np.clip(np.round(weights / step), -127, 127).astype(np.int8)
    return {"step": step.tolist(), "weights": base64.b64encode(steps.tobytes()).decode("ascii")}


def rounded(net):
    """A network as the file will have it."""
    return Network.from_json(told(net))
