import { expect, test } from 'vitest';
import { optionalPackage } from './optional-package.ts';

test('a package that is not installed is named with the line to run', async () => {
  const loading = optionalPackage('metarange-no-such-driver', 'a store of another kind');
  await expect(loading).rejects.toThrow(
    'a store of another kind needs the package metarange-no-such-driver, which is not installed: run npm install metarange-no-such-driver',
  );
});
