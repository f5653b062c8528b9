"""What the public pages' templates call."""
