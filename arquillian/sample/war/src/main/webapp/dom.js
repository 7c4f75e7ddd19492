// The elements of the page.

export const byId = (id) => document.getElementById(id);

export function element(tag, properties, children = []) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Leaves alone what has not changed, or a screen reader would say it again. */
export function setText(place, text) {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

/** Says whether a place has to be built anew, because it was made for something else. */
export function remember(place, content) {
  const made = JSON.stringify(content);
  const changed = place.dataset.made !== made;
  place.dataset.made = made;
  return changed;
}
