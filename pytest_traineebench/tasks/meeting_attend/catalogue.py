"""What people ask for, and what it may cost."""

from __future__ import annotations

from random import Random

# Dollars from and to. Dear things have wide ranges, so that a name does not tell whether the price is within a limit.
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
    "Office Chair": (150, 1100),
    "27-inch Monitor": (180, 1100),
    "Colour Laser Printer": (200, 1100),
    "Tablet": (220, 1100),
    "Portable Projector": (240, 1100),
    "Height-Adjustable Desk": (250, 1100),
}


def draw_item(unit_price: int, rng: Random) -> str:
    """Draw something that may cost so many dollars, 3 to 1,100."""
    return rng.choice([item for item, (low, high) in _PRICES.items() if low <= unit_price <= high])
