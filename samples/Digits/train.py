#!/usr/bin/env python3
"""Trains the small convolutional network of the Digits sample.

The network reads one handwritten digit: a 28 x 28 picture, white on black,
with values pixel / 255 in [0, 1].

    conv1       8 filters, 5 x 5, padding 2, then ReLU and 2 x 2 max pooling
    conv2       16 filters, 5 x 5, padding 2, then ReLU and 2 x 2 max pooling
    classifier  784 -> 10, after flattening in height, width, channel order

The softmax is not part of the network.

How to run it, on Debian or Ubuntu:

    apt-get install python3-torch python3-numpy
    /usr/bin/python3 train.py --mnist FOLDER --output digits.safetensors

FOLDER holds the four files of the MNIST data set, as distributed:

    train-images-idx3-ubyte.gz    train-labels-idx1-ubyte.gz
    t10k-images-idx3-ubyte.gz     t10k-labels-idx1-ubyte.gz

The training images are moved, turned, scaled and slanted at random, afresh in
every epoch.  The weights written are an exponential moving average of the
trained ones, as they stand after the last epoch: the test images are only
used to report the accuracy, never to choose among weights.

Equal arguments give equal weights on the same machine with the same version
of PyTorch; elsewhere the arithmetic may round differently.

The output is a safetensors file: eight bytes with the length of the header
(little-endian), the header (JSON), then the six tensors one after another as
little-endian 32-bit floats:

    conv1.weight       [8, 1, 5, 5]     output, input, height, width
    conv1.bias         [8]
    conv2.weight       [16, 8, 5, 5]    output, input, height, width
    conv2.bias         [16]
    classifier.weight  [10, 784]        output, input
    classifier.bias    [10]
"""

import argparse
import gzip
import json
import math
import os
import struct
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

SIDE = 28
CLASSES = 10


class Digits(nn.Module):
    """The network; gives the ten scores (logits) of each image."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, 5, padding=2)
        self.conv2 = nn.Conv2d(8, 16, 5, padding=2)
        self.classifier = nn.Linear(16 * 7 * 7, CLASSES)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        # Flatten in height, width, channel order.
        x = x.permute(0, 2, 3, 1).flatten(1)
        return self.classifier(x)


def read_idx(path):
    """Reads a gzipped idx file of unsigned bytes into a NumPy array."""
    with gzip.open(path, "rb") as file:
        data = file.read()
    zero, kind, rank = struct.unpack_from(">HBB", data)
    if zero != 0 or kind != 8:
        raise ValueError(f"{path}: not an idx file of unsigned bytes")
    shape = struct.unpack_from(f">{rank}I", data, 4)
    values = np.frombuffer(data, np.uint8, offset=4 + 4 * rank)
    if values.size != math.prod(shape):
        raise ValueError(f"{path}: {values.size} values for the shape {shape}")
    return values.reshape(shape)


def load(folder, name):
    """Loads the images [count, 1, 28, 28] and labels of 'train' or 't10k'."""
    images = read_idx(os.path.join(folder, f"{name}-images-idx3-ubyte.gz"))
    labels = read_idx(os.path.join(folder, f"{name}-labels-idx1-ubyte.gz"))
    if images.shape != (len(labels), SIDE, SIDE):
        raise ValueError(f"{name}: {images.shape} images, {labels.shape} labels")
    images = torch.from_numpy(images.astype(np.float32) / 255).unsqueeze(1)
    return images, torch.from_numpy(labels.astype(np.int64))


def augment(images, generator):
    """Moves, turns, scales and slants each image of a batch at random."""
    count = len(images)

    def uniform(low, high):
        return low + (high - low) * torch.rand(count, generator=generator)

    angle = uniform(-12, 12) * (math.pi / 180)
    shear = uniform(-0.20, 0.20)
    scale_x = uniform(0.88, 1.14)
    scale_y = uniform(0.88, 1.14)
    # A shift of one pixel is 2 / SIDE in the coordinates of affine_grid.
    shift_x = uniform(-2, 2) * (2 / SIDE)
    shift_y = uniform(-2, 2) * (2 / SIDE)

    # Each row maps a place in the result to the place it is read from:
    # rotation x shear, with the columns divided by the scales.
    cos, sin = torch.cos(angle), torch.sin(angle)
    theta = torch.stack([
        cos / scale_x, (cos * shear - sin) / scale_y, shift_x,
        sin / scale_x, (sin * shear + cos) / scale_y, shift_y,
    ], dim=1).view(count, 2, 3)
    grid = F.affine_grid(theta, list(images.shape), align_corners=False)
    return F.grid_sample(images, grid, mode="bilinear",
                         padding_mode="zeros", align_corners=False)


@torch.no_grad()
def count_correct(model, images, labels):
    """How many images the model recognises."""
    model.eval()
    correct = 0
    for x, y in zip(images.split(1000), labels.split(1000)):
        correct += int((model(x).argmax(1) == y).sum())
    model.train()
    return correct


def write_safetensors(path, tensors, metadata):
    """Writes named 32-bit float tensors to a safetensors file."""
    header = {"__metadata__": metadata}
    chunks = []
    offset = 0
    for name, tensor in tensors.items():
        data = tensor.detach().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": list(tensor.shape),
            "data_offsets": [offset, offset + len(data)],
        }
        chunks.append(data)
        offset += len(data)
    text = json.dumps(header, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 8)  # so that the tensors start aligned
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)))
        file.write(text)
        file.writelines(chunks)


def parse_arguments():
    parser = argparse.ArgumentParser(
        description="Trains the network of the Digits sample on MNIST.")
    parser.add_argument("--mnist", required=True, metavar="FOLDER",
                        help="folder with the four gzipped idx files")
    parser.add_argument("--output", default="digits.safetensors",
                        metavar="FILE", help="file to write (%(default)s)")
    parser.add_argument("--epochs", type=int, default=30,
                        help="passes over the training images (%(default)s)")
    parser.add_argument("--seed", type=int, default=1,
                        help="seed of all random numbers (%(default)s)")
    parser.add_argument("--batch", type=int, default=128,
                        help="images in a batch (%(default)s)")
    parser.add_argument("--rate", type=float, default=0.006,
                        help="highest learning rate (%(default)s)")
    parser.add_argument("--threads", type=int, default=2,
                        help="threads to compute with (%(default)s)")
    arguments = parser.parse_args()
    for name in ("epochs", "batch", "threads"):
        if getattr(arguments, name) < 1:
            parser.error(f"--{name} must be at least 1")
    return arguments


def main():
    arguments = parse_arguments()
    torch.set_num_threads(arguments.threads)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(arguments.seed)
    generator = torch.Generator().manual_seed(arguments.seed)

    train_images, train_labels = load(arguments.mnist, "train")
    test_images, test_labels = load(arguments.mnist, "t10k")

    model = Digits()
    average = Digits()
    average.load_state_dict(model.state_dict())
    decay = 0.999

    steps = math.ceil(len(train_labels) / arguments.batch)
    optimizer = torch.optim.AdamW(model.parameters(), lr=arguments.rate,
                                  weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=arguments.rate, epochs=arguments.epochs,
        steps_per_epoch=steps, pct_start=0.2)

    for epoch in range(1, arguments.epochs + 1):
        started = time.monotonic()
        total_loss = 0.0
        order = torch.randperm(len(train_labels), generator=generator)
        for batch in order.split(arguments.batch):
            images = augment(train_images[batch], generator)
            loss = F.cross_entropy(model(images), train_labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            with torch.no_grad():
                for kept, new in zip(average.parameters(), model.parameters()):
                    kept.lerp_(new, 1 - decay)
            total_loss += loss.item() * len(batch)
        correct = count_correct(average, test_images, test_labels)
        print(f"epoch {epoch:2}/{arguments.epochs}"
              f"  loss {total_loss / len(train_labels):.4f}"
              f"  test {100 * correct / len(test_labels):.2f} %"
              f"  {time.monotonic() - started:.1f} s", flush=True)

    write_safetensors(arguments.output, average.state_dict(), {
        "network": "Digits",
        "input": "28 x 28 x 1, white on black, pixel / 255",
        "flatten": "height, width, channel",
    })
    print(f"{arguments.output}: {os.path.getsize(arguments.output)} bytes, "
          f"{correct} of {len(test_labels)} test images correct")


if __name__ == "__main__":
    main()
