const tip = document.getElementById("tip");

const showTip = (event, markup) => {
  tip.innerHTML = markup;
  tip.hidden = false;
  const box = tip.getBoundingClientRect(), margin = 14;
  const x = event.clientX + margin + box.width > innerWidth ? event.clientX - margin - box.width : event.clientX + margin;
  const y = event.clientY + margin + box.height > innerHeight ? event.clientY - margin - box.height : event.clientY + margin;
  tip.style.left = `${Math.max(4, x)}px`;
  tip.style.top = `${Math.max(4, y)}px`;
};

const hideTip = () => { tip.hidden = true; };

const tipOn = (target, markup) => {
  target.addEventListener("mousemove", event => showTip(event, markup()));
  target.addEventListener("mouseleave", hideTip);
};
