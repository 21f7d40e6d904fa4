/** Plain functions of one object: they know nothing of pipelines, and can be called and tested by themselves. */

export const getData = async ({ source, forDay }: { source: string; forDay: string }): Promise<string> =>
  `${source} for day ${forDay}`;

export const combineData = ({ data1, data2 }: { data1: string; data2: string }): string => `${data1} and ${data2}`;

export const validateData = ({ newData, sources }: { newData: string; sources: readonly string[] }): boolean =>
  sources.every((source) => newData.includes(source));
