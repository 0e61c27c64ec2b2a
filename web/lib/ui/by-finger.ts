/** Whether the device is handled by finger first: then there is no key to speak of. */
export const isByFinger = (): boolean => matchMedia('(pointer: coarse)').matches
