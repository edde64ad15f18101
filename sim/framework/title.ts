/** What people call a control or a metric: its title, or its name with blanks for hyphens. */
export const titleOf = ({ name, title }: { readonly name: string; readonly title?: string }): string =>
  title ?? name.replaceAll('-', ' ');
