/** A browser's storage, or one that is full. Keys are its own properties, as in browsers. */
export class Storage {
  constructor() {
    Object.defineProperty(this, "isFull", { value: false, writable: true, enumerable: false });
  }

  getItem(key) {
    return this[key] ?? null;
  }

  setItem(key, value) {
    if (this.isFull) throw new Error("QuotaExceededError");
    this[key] = value;
  }

  removeItem(key) {
    delete this[key];
  }

  /** Do something while the browser's clock stands at `ms`. */
  at(ms, action) {
    const { now } = Date;
    Date.now = () => ms;
    try {
      action();
    } finally {
      Date.now = now;
    }
  }
}
