/** WeChat hands over photos that are small already (`sizeType: compressed`). */
export const shrinkPhoto = (path: string): Promise<string> => Promise.resolve(path)
