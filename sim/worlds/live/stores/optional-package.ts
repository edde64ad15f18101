/** A package that only some uses of the product need, loaded on demand. Rejects with the line to run where it is not installed. */
export async function optionalPackage<Package>(name: string, use: string): Promise<Package> {
  try {
    return (await import(name)) as Package;
  } catch (error) {
    if ((error as { readonly code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Error(`${use} needs the package ${name}, which is not installed: run npm install ${name}`, {
      cause: error,
    });
  }
}
