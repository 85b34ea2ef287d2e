document$.subscribe(() => { document.body.dataset.seen = document.title; });
