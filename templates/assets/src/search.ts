// The search: see features/search.ts for what opens it.
export {};
