using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Grid.Grains.Tests.Host;

/// <summary>
/// Which members of other assemblies a class calls, by its compiled code; what it calls from within async methods and lambdas included.
/// </summary>
internal static class CalledMembers
{
    private const byte Call = 0x28;
    private const byte CallVirtual = 0x6F;

    public static IReadOnlySet<string> Of(Type type)
    {
        using var file = new PEReader(File.OpenRead(type.Assembly.Location));
        var metadata = file.GetMetadataReader();
        var names = metadata.MemberReferences.ToDictionary(
            m => MetadataTokens.GetToken(m),
            m => metadata.GetString(metadata.GetMemberReference(m).Name)
        );
        var called = new HashSet<string>(StringComparer.Ordinal);
        var types = new Stack<TypeDefinitionHandle>([(TypeDefinitionHandle)MetadataTokens.EntityHandle(type.MetadataToken)]);
        while (types.TryPop(out var handle))
        {
            var definition = metadata.GetTypeDefinition(handle);
            foreach (var nested in definition.GetNestedTypes())
                types.Push(nested);
            foreach (
                var address in definition
                    .GetMethods()
                    .Select(m => metadata.GetMethodDefinition(m).RelativeVirtualAddress)
                    .Where(a => a != 0)
            )
            {
                var code = file.GetMethodBody(address).GetILBytes()!;
                for (var i = 0; i + 4 < code.Length; i++)
                {
                    if (
                        code[i] is Call or CallVirtual
                        && names.TryGetValue(BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(i + 1)), out var name)
                    )
                    {
                        called.Add(name);
                    }
                }
            }
        }

        return called;
    }
}
