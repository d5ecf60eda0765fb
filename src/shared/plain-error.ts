/** An error of the machine or of use, not of the program: the message is one sentence, shown without a stack. */
export class PlainError extends Error {}
