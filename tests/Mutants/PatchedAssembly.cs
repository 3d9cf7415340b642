using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;

namespace Grid.Mutants;

/// <summary>
/// A built assembly in which the text of a statement is changed in its place, until this is disposed of: statements are constants and
/// embedded scripts, which nothing can switch while a process runs, and a build for each of them would take most of the time.
/// </summary>
internal sealed class PatchedAssembly : IDisposable
{
    private readonly string path;
    private readonly byte[] before;

    private PatchedAssembly(string path, byte[] original) => (this.path, before) = (path, original);

    /// <exception cref="InvalidOperationException">The text is not in the assembly.</exception>
    public static PatchedAssembly Make(string path, Mutant mutant, Place place)
    {
        var isScript = place.File.EndsWith(".sql", StringComparison.Ordinal);
        var encoding = isScript ? Encoding.UTF8 : Encoding.Unicode;
        var right = encoding.GetBytes(mutant.Before + mutant.Marked + mutant.After);
        var wrong = encoding.GetBytes(mutant.Before + mutant.Becomes.PadRight(mutant.Marked.Length) + mutant.After);
        var original = File.ReadAllBytes(path);
        var patched = original.ToArray();
        if (Replace(patched, right, wrong) == 0)
        {
            throw new InvalidOperationException(
                $"{mutant.Id}: its text is in {place.File}, but not in {Path.GetFileName(path)}. It must lie within one literal."
            );
        }

        // Tests keep a migrated database for each build of the scripts, and know a build by the module's id.
        if (isScript)
            _ = Replace(patched, ModuleId(original).ToByteArray(), SHA256.HashData([.. ModuleId(original).ToByteArray(), .. wrong])[..16]);
        var assembly = new PatchedAssembly(path, original);
        File.WriteAllBytes(path, patched);
        return assembly;
    }

    public void Dispose() => File.WriteAllBytes(path, before);

    private static int Replace(byte[] content, byte[] old, byte[] with)
    {
        var count = 0;
        for (var at = content.AsSpan().IndexOf(old); at >= 0; count++)
        {
            with.CopyTo(content, at);
            var next = content.AsSpan(at + with.Length).IndexOf(old);
            at = next < 0 ? -1 : at + with.Length + next;
        }

        return count;
    }

    private static Guid ModuleId(byte[] assembly)
    {
        using var reader = new PEReader(new MemoryStream(assembly));
        var metadata = reader.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
