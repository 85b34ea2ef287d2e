// Graphs on a canvas, loaded where one is shown.
export {};
