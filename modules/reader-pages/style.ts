import { hashOf, pageStyle } from '../../platform/http/html.ts';

/**
 * The look of the forms, inline: a page is one request. Sides are logical, so that it fits right-to-left languages too.
 */
export const formStyle = `${pageStyle}
:root {
  --edge: light-dark(#868d98, #6f7b8c); --field: light-dark(#fff, #1b212b); --soft: light-dark(#f1eee6, #1d2430);
  --fault: light-dark(#a3231b, #ff9d92); --on-accent: light-dark(#fff, #10151c);
}
body { max-width: 47rem; }
.brand { margin: 0; font-size: 1.35rem; font-weight: 700; line-height: 1.2; }
.brand a { color: inherit; text-decoration: none; }
nav { display: flex; flex-wrap: wrap; gap: .1rem .9rem; }
nav [aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
main > h1 { margin: 2.2rem 0 .6rem; font-size: clamp(1.9rem, 6vw, 2.6rem); letter-spacing: -.01em; text-wrap: balance; }
.lead { margin: 0 0 1.5rem; font-size: 1.1rem; max-width: 38rem; text-wrap: pretty; }
h2, legend { font: 700 1.25rem/1.3 Georgia, 'Noto Serif', serif; margin: 0; padding: 0; }
legend h2 { font-size: inherit; }
.part { border: 0; border-block-start: 1px solid var(--line); margin: 1.75rem 0 0; padding: 1.4rem 0 0; min-width: 0; }
fieldset.part > legend { float: inline-start; width: 100%; margin-block-end: .9rem; }
fieldset.part > legend + * { clear: both; }
.hint, .small { font: .9rem/1.5 system-ui, sans-serif; color: var(--quiet); margin: .3rem 0 .9rem; }
label, .box, input, select, button, .button, .fault, .faults, .told { font-family: system-ui, sans-serif; }
.label { display: block; font: 600 .95rem/1.4 system-ui, sans-serif; margin-block-end: .35rem; }
input[type=email], input[type=search], [autocomplete=name], textarea, select {
  width: 100%; min-height: 2.9rem; padding: .5rem .75rem; font-size: 1rem; color: var(--ink);
  background: var(--field); border: 1px solid var(--edge); border-radius: 7px;
}
input[type=email] { font-size: 1.1rem; }
textarea { font-family: system-ui, sans-serif; line-height: 1.5; resize: vertical; }
.preview { border: 1px solid var(--line); border-radius: 7px; padding: .9rem 1.1rem; overflow-wrap: anywhere; }
.preview p { margin: .25rem 0 .6rem; }
.by { font: 600 .95rem/1.4 system-ui, sans-serif; }
select {
  appearance: none; padding-inline-end: 2.2rem; text-overflow: ellipsis;
  background-image: linear-gradient(45deg, transparent 50%, var(--quiet) 50%), linear-gradient(135deg, var(--quiet) 50%, transparent 50%);
  background-size: 7px 7px; background-repeat: no-repeat;
  background-position: right 19px top 55%, right 12px top 55%;
}
[dir=rtl] select { background-position: left 12px top 55%, left 19px top 55%; }
input[type=checkbox], input[type=radio] {
  width: 1.15rem; height: 1.15rem; margin: 0; flex: none; accent-color: var(--accent);
}
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.find { margin-block-end: 1.2rem; }
.find .hint { margin-block-end: 0; overflow-wrap: anywhere; }
.row { display: flex; gap: .6rem; align-items: stretch; }
.row input { flex: 1; min-width: 0; }
.row button { padding: .5rem 1.3rem; white-space: nowrap; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: 1.1rem 1.4rem; }
.pair fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
.pair legend { font: 600 .95rem/1.4 system-ui, sans-serif; margin-block-end: .35rem; }
.box {
  max-height: 15.4rem; overflow: auto; border: 1px solid var(--edge); border-radius: 7px; background: var(--field);
  padding: .35rem;
}
.box label {
  display: flex; gap: .6rem; align-items: center; padding: .42rem .5rem; border-radius: 5px; overflow-wrap: anywhere;
}
.box label:hover, .days label:hover { background: var(--soft); }
.days {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)); gap: .6rem;
  margin: 0 0 1.1rem;
}
.days label, .tick { display: flex; gap: .65rem; align-items: center; }
.days label { padding: .7rem .85rem; border: 1px solid var(--edge); border-radius: 7px; background: var(--field); }
.days label:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.when { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(9.5rem, 100%), 1fr)); gap: 1rem 1.2rem; }
.when .wide { grid-column: span 2; }
form:not(:has([value=weekly]:checked)) .weekday { display: none; }
.tick { margin-block-start: 1rem; }
.tick + .small { margin-inline-start: 1.8rem; }
button, .button {
  display: inline-block; font-size: 1.02rem; font-weight: 600; line-height: 1.3; padding: .85rem 1.5rem;
  border: 1px solid var(--accent); border-radius: 7px; background: var(--accent); color: var(--on-accent);
  cursor: pointer; text-decoration: none;
}
button:hover, .button:hover { filter: brightness(1.08); }
.quiet { background: none; color: var(--accent); }
.act { margin-block: 1.75rem 1rem; }
.part .act { margin-block-start: 0; }
.part button + .small { margin-block-start: 1rem; }
h2 + div { margin-block-start: .9rem; }
.fault { font-size: .92rem; line-height: 1.45; color: var(--fault); margin: .4rem 0 0; font-weight: 600; }
[aria-invalid=true], fieldset[aria-invalid=true] .box {
  border-color: var(--fault); box-shadow: inset 0 0 0 1px var(--fault);
}
.faults, .told {
  border: 1px solid var(--line); border-inline-start: 5px solid var(--fault); border-radius: 7px;
  background: var(--soft); padding: .9rem 1.1rem; margin-block: 1.2rem; font-size: .97rem; line-height: 1.5;
}
.told { border-inline-start-color: var(--accent); }
.told p, .faults h2 { margin: 0; font: inherit; }
.faults h2, .told strong { font-weight: 700; }
.faults ul { margin: .4rem 0 0; padding-inline-start: 1.2rem; }
.faults a { color: inherit; }
.trap { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 30rem) {
  button, .button { width: 100%; text-align: center; }
  .row button { width: auto; }
  .act button + button { margin-block-start: .6rem; }
  .when .wide { grid-column: 1 / -1; }
}
`;

/** The one style that the Content-Security-Policy lets in. */
export const formStyleHash = hashOf(formStyle);
