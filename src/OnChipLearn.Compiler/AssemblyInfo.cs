using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("OnChipLearn.Compiler.Tests")]
