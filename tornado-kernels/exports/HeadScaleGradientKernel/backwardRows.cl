__kernel void backwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *dy, __global uchar *x, __global uchar *sizes, __global uchar *scalars, __global uchar *y)
{
  bool b_16;
  float f_53, f_57, f_65, f_72, f_74, f_75, f_76, f_78, f_88, f_99;
  int i_6, i_8, i_10, i_12, i_13, i_14, i_15, i_18, i_20, i_22, i_24, i_26;
  int i_28, i_30, i_32, i_34, i_36, i_37, i_38, i_39, i_40, i_41, i_42, i_43;
  int i_44, i_45, i_46, i_47, i_48, i_49, i_50, i_51, i_52, i_54, i_55, i_56;
  int i_58, i_59, i_60, i_66, i_67, i_73, i_77, i_80, i_82, i_84, i_86, i_89;
  int i_90, i_91, i_92, i_93, i_94;
  long l_61, l_62, l_63, l_68, l_69, l_70, l_95, l_96, l_97;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_17, ul_19, ul_21;
  ulong ul_23, ul_25, ul_27, ul_29, ul_31, ul_33, ul_35, ul_64, ul_71, ul_79, ul_81, ul_83;
  ulong ul_85, ul_87, ul_98;

  // BLOCK 0
  ul_0  =  (ulong) dy;
  ul_1  =  (ulong) x;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) scalars;
  ul_4  =  (ulong) y;
  ul_5  =  ul_2 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_2 + 24L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_2 + 28L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_2 + 16L;
  i_12  =  *((__global int *) ul_11);
  i_13  =  get_global_id(0);
  i_14  =  i_6 * i_12;
  i_15  =  i_14 * i_8;
  b_16  =  i_13 < i_15;
  if(b_16)
  {
    // BLOCK 1
    ul_17  =  ul_2 + 32L;
    i_18  =  *((__global int *) ul_17);
    ul_19  =  ul_2 + 36L;
    i_20  =  *((__global int *) ul_19);
    ul_21  =  ul_2 + 40L;
    i_22  =  *((__global int *) ul_21);
    ul_23  =  ul_2 + 44L;
    i_24  =  *((__global int *) ul_23);
    ul_25  =  ul_2 + 48L;
    i_26  =  *((__global int *) ul_25);
    ul_27  =  ul_2 + 52L;
    i_28  =  *((__global int *) ul_27);
    ul_29  =  ul_2 + 56L;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_2 + 60L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_2 + 64L;
    i_34  =  *((__global int *) ul_33);
    ul_35  =  ul_2 + 68L;
    i_36  =  *((__global int *) ul_35);
    i_37  =  i_13 / i_8;
    i_38  =  i_37 / i_6;
    i_39  =  i_38 * i_30;
    i_40  =  i_39 + i_28;
    i_41  =  i_37 % i_6;
    i_42  =  i_41 * i_32;
    i_43  =  i_40 + i_42;
    i_44  =  i_13 % i_8;
    i_45  =  i_44 * i_34;
    i_46  =  i_43 + i_45;
    i_47  =  i_20 * i_38;
    i_48  =  i_47 + i_18;
    i_49  =  i_22 * i_41;
    i_50  =  i_48 + i_49;
    i_51  =  i_24 * i_44;
    i_52  =  i_50 + i_51;
    // BLOCK 2 MERGES [1 9 ]
    f_53  =  0.0F;
    i_54  =  0;
    for(;i_54 < i_10;)
    {
      // BLOCK 3
      i_55  =  i_54 + 64;
      i_56  =  min(i_10, i_55);
      // BLOCK 4 MERGES [3 8 ]
      f_57  =  0.0F;
      i_58  =  i_54;
      for(;i_58 < i_56;)
      {
        // BLOCK 5
        i_59  =  i_26 * i_58;
        i_60  =  i_59 + i_52;
        l_61  =  (long) i_60;
        l_62  =  l_61 + 4L;
        l_63  =  l_62 << 2;
        ul_64  =  ul_0 + l_63;
        f_65  =  *((__global float *) ul_64);
        i_66  =  i_36 * i_58;
        i_67  =  i_66 + i_46;
        l_68  =  (long) i_67;
        l_69  =  l_68 + 4L;
        l_70  =  l_69 << 2;
        ul_71  =  ul_1 + l_70;
        f_72  =  *((__global float *) ul_71);
        i_73  =  isequal(f_65, 0.0F);
        if(i_73 == 1)
        {
          // BLOCK 6
          f_74  =  0.0F;
        }  // B5
        else
        {
          // BLOCK 7
          f_75  =  f_72 * f_65;
          f_74  =  f_75;
        }  // B5
        // BLOCK 8 MERGES [6 7 ]
        f_76  =  f_57 + f_74;
        i_77  =  i_58 + 1;
        f_57  =  f_76;
        i_58  =  i_77;
      }  // B4
      // BLOCK 9
      f_78  =  f_53 + f_57;
      f_53  =  f_78;
      i_54  =  i_55;
    }  // B2
    // BLOCK 10
    ul_79  =  ul_2 + 72L;
    i_80  =  *((__global int *) ul_79);
    ul_81  =  ul_2 + 76L;
    i_82  =  *((__global int *) ul_81);
    ul_83  =  ul_2 + 80L;
    i_84  =  *((__global int *) ul_83);
    ul_85  =  ul_2 + 84L;
    i_86  =  *((__global int *) ul_85);
    ul_87  =  ul_3 + 16L;
    f_88  =  *((__global float *) ul_87);
    i_89  =  i_82 * i_38;
    i_90  =  i_89 + i_80;
    i_91  =  i_84 * i_41;
    i_92  =  i_90 + i_91;
    i_93  =  i_86 * i_44;
    i_94  =  i_92 + i_93;
    l_95  =  (long) i_94;
    l_96  =  l_95 + 4L;
    l_97  =  l_96 << 2;
    ul_98  =  ul_4 + l_97;
    f_99  =  f_88 * f_53;
    *((__global float *) ul_98)  =  f_99;
  }  // B0
  else
  {
    // BLOCK 11
  }  // B0
  // BLOCK 12 MERGES [11 10 ]
  return;
}  //  kernel
