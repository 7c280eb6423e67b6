// Tells the page whether its verdict is in sight: the short form of it steps aside then.

/** What the verdict line itself may cover, and what is not worth calling seen. */
const MARGIN = '-56px 0px -56px 0px';

export class InSight {
  #observer: IntersectionObserver | undefined;
  #seen: Element | undefined;

  /** Watches the element, in place of the one before; `tell` hears of every change. */
  watch(element: Element | undefined, tell: (inSight: boolean) => void): void {
    if (element === this.#seen) return;
    this.stop();
    this.#seen = element;
    if (element === undefined) return tell(false);
    this.#observer = new IntersectionObserver((entries) => tell(entries.at(-1)?.isIntersecting ?? false), { rootMargin: MARGIN });
    this.#observer.observe(element);
  }

  stop(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#seen = undefined;
  }
}
