// The page's entry; a placeholder until the element lands.
export {};
