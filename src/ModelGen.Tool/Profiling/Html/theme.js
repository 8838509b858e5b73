const setTheme = theme => {
  document.documentElement.dataset.theme = theme;
  if (typeof view !== "undefined") {
    view.draw();
  }
};

document.getElementById("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
setTheme(new URLSearchParams(location.search).get("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
