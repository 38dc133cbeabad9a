// What the browser keeps. It may keep nothing (private windows, full storage): nobody is stopped by that.

export function kept(key, usual) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? usual;
  } catch {
    return usual;
  }
}

// Keep a value, and return whether that was possible.
export function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
