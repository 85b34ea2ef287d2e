export {}; document.body.dataset.late = "yes";
