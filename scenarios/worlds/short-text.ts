/** A measured value for people: three digits of it. */
export const shortText = (value: number): string => String(Number(value.toPrecision(3)));
