"""What people ask for, and what it may cost."""

from __future__ import annotations

from collections.abc import Collection
from random import Random

# Dollars from and to. Dear things have wide ranges, so that a name does not tell whether the price is within a limit;
# there are more of them than people who speak, so that no two of these have to ask for the same.
_PRICES = {
    "Notebook Set": (3, 24),
    "Ballpoint Pen Set": (3, 20),
    "Sticky Note Block": (3, 15),
    "Whiteboard Marker Set": (5, 30),
    "Mouse Pad with Wrist Rest": (8, 40),
    "Surge Protector": (12, 60),
    "Desk Lamp": (15, 70),
    "Wireless Mouse": (15, 80),
    "Laptop Stand": (20, 130),
    "Seat Cushion": (20, 90),
    "USB-C Hub": (25, 120),
    "Webcam 1080p": (35, 180),
    "Mechanical Keyboard": (60, 260),
    "Wi-Fi Router": (60, 300),
    "External SSD 1TB": (80, 320),
    "Noise-Cancelling Headset": (100, 450),
    "Document Scanner": (150, 1100),
    "Office Chair": (150, 1100),
    "Acoustic Screen": (160, 1100),
    "27-inch Monitor": (180, 1100),
    "Colour Laser Printer": (200, 1100),
    "Tablet": (220, 1100),
    "Portable Projector": (240, 1100),
    "Height-Adjustable Desk": (250, 1100),
    "Mini Computer": (260, 1100),
}
# What people call a thing for short, in the notation of cues, where that is not simply its name.
_SHORT = {
    "Notebook Set": "notebook",
    "Ballpoint Pen Set": "ballpoint | pen",
    "Sticky Note Block": "sticky note | sticky",
    "Whiteboard Marker Set": "marker | whiteboard marker",
    "Mouse Pad with Wrist Rest": "mouse pad | mousepad | wrist rest",
    "Surge Protector": "surge protector | protector",
    "Desk Lamp": "lamp",
    "Wireless Mouse": "wireless mouse | =mouse | =mice",
    "Laptop Stand": "laptop stand | stand",
    "Seat Cushion": "cushion",
    "USB-C Hub": "usb | =hub | =hubs",
    "Webcam 1080p": "webcam",
    "Mechanical Keyboard": "keyboard",
    "Wi-Fi Router": "router",
    "External SSD 1TB": "ssd | external ssd",
    "Noise-Cancelling Headset": "headset",
    "Document Scanner": "scanner",
    "Office Chair": "chair",
    "Acoustic Screen": "acoustic screen | screen",
    "27-inch Monitor": "monitor",
    "Colour Laser Printer": "printer",
    "Tablet": "tablet",
    "Portable Projector": "projector",
    "Height-Adjustable Desk": "=desk | =desks",
    "Mini Computer": "mini computer | computer",
}


def draw_item(unit_price: int, rng: Random, *, but: Collection[str]) -> str:
    """Draw something that may cost so many dollars, 3 to 1,100, and is not among those named."""
    return rng.choice([item for item, (low, high) in _PRICES.items() if low <= unit_price <= high and item not in but])


def draw_offers(rng: Random, count: int, *, but: Collection[str]) -> list[tuple[str, int]]:
    """Draw things with a price, each once and none of those named."""
    items = rng.sample([item for item in _PRICES if item not in but], count)
    return [(item, rng.randint(*_PRICES[item])) for item in items]


def cue_of(item: str) -> str:
    """Return what a question about a thing touches, in the notation of cues."""
    return _SHORT[item]
