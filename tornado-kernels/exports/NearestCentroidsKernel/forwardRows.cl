__kernel void forwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *u, __global uchar *lengths, __global uchar *sizes, __global uchar *y)
{
  bool b_13, b_21;
  float f_36, f_47, f_54, f_60, f_61, f_62, f_64, f_67, f_85;
  int i_6, i_8, i_10, i_11, i_12, i_14, i_19, i_20, i_23, i_25, i_27, i_28;
  int i_29, i_30, i_31, i_37, i_38, i_39, i_40, i_41, i_42, i_43, i_44, i_45;
  int i_46, i_48, i_49, i_55, i_63, i_65, i_66, i_68, i_69, i_70, i_72, i_74;
  int i_76, i_77, i_78, i_79, i_80;
  long l_15, l_16, l_17, l_50, l_51, l_52, l_56, l_57, l_58, l_81, l_82, l_83;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_18, ul_22, ul_24, ul_26;
  ulong ul_32, ul_33, ul_34, ul_35, ul_53, ul_59, ul_71, ul_73, ul_75, ul_84;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) u;
  ul_2  =  (ulong) lengths;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) y;
  ul_5  =  ul_3 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_3 + 28L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_3 + 16L;
  i_10  =  *((__global int *) ul_9);
  i_11  =  get_global_id(0);
  i_12  =  i_6 * i_10;
  b_13  =  i_11 < i_12;
  if(b_13)
  {
    // BLOCK 1
    i_14  =  i_11 / i_6;
    l_15  =  (long) i_14;
    l_16  =  l_15 + 4L;
    l_17  =  l_16 << 2;
    ul_18  =  ul_2 + l_17;
    i_19  =  *((__global int *) ul_18);
    i_20  =  i_11 % i_6;
    b_21  =  i_20 < i_19;
    if(b_21)
    {
      // BLOCK 2
      ul_22  =  ul_3 + 32L;
      i_23  =  *((__global int *) ul_22);
      ul_24  =  ul_3 + 36L;
      i_25  =  *((__global int *) ul_24);
      ul_26  =  ul_3 + 44L;
      i_27  =  *((__global int *) ul_26);
      i_28  =  i_25 * i_14;
      i_29  =  i_28 + i_23;
      i_30  =  i_27 * i_20;
      i_31  =  i_29 + i_30;
      ul_32  =  ul_3 + 64L;
      ul_33  =  ul_3 + 56L;
      ul_34  =  ul_3 + 52L;
      ul_35  =  ul_3 + 24L;
      // BLOCK 3 MERGES [2 10 ]
      f_36  =  3.4028235E38F;
      i_37  =  0;
      i_38  =  0;
      for(;;)
      {
        i_39  =  *((__global int *) ul_35);
        if(!(i_38 < i_39))
        {
          break;
        }
        // BLOCK 4
        i_40  =  *((__global int *) ul_34);
        i_41  =  *((__global int *) ul_33);
        i_42  =  *((__global int *) ul_32);
        i_43  =  i_41 * i_14;
        i_44  =  i_43 + i_40;
        i_45  =  i_42 * i_38;
        i_46  =  i_44 + i_45;
        // BLOCK 5 MERGES [4 6 ]
        f_47  =  0.0F;
        i_48  =  0;
        for(;i_48 < i_8;)
        {
          // BLOCK 6
          i_49  =  i_31 + i_48;
          l_50  =  (long) i_49;
          l_51  =  l_50 + 4L;
          l_52  =  l_51 << 2;
          ul_53  =  ul_0 + l_52;
          f_54  =  *((__global float *) ul_53);
          i_55  =  i_46 + i_48;
          l_56  =  (long) i_55;
          l_57  =  l_56 + 4L;
          l_58  =  l_57 << 2;
          ul_59  =  ul_1 + l_58;
          f_60  =  *((__global float *) ul_59);
          f_61  =  f_54 - f_60;
          f_62  =  fma(f_61, f_61, f_47);
          i_63  =  i_48 + 1;
          f_47  =  f_62;
          i_48  =  i_63;
        }  // B5
        // BLOCK 7
        f_64  =  f_36 * 0.99993896F;
        i_65  =  i_38 + 1;
        i_66  =  isless(f_47, f_64);
        if(i_66 == 1)
        {
          // BLOCK 8
          f_67  =  f_47;
          i_68  =  i_38;
        }  // B7
        else
        {
          // BLOCK 9
          f_67  =  f_36;
          i_68  =  i_37;
        }  // B7
        // BLOCK 10 MERGES [9 8 ]
        i_69  =  i_65;
        f_36  =  f_67;
        i_37  =  i_68;
        i_38  =  i_69;
      }  // B3
      // BLOCK 11
      i_70  =  i_37;
    }  // B1
    else
    {
      // BLOCK 12
      i_70  =  -1;
    }  // B1
    // BLOCK 13 MERGES [12 11 ]
    ul_71  =  ul_3 + 72L;
    i_72  =  *((__global int *) ul_71);
    ul_73  =  ul_3 + 76L;
    i_74  =  *((__global int *) ul_73);
    ul_75  =  ul_3 + 88L;
    i_76  =  *((__global int *) ul_75);
    i_77  =  i_74 * i_14;
    i_78  =  i_77 + i_72;
    i_79  =  i_76 * i_20;
    i_80  =  i_78 + i_79;
    l_81  =  (long) i_80;
    l_82  =  l_81 + 4L;
    l_83  =  l_82 << 2;
    ul_84  =  ul_4 + l_83;
    f_85  =  (float) i_70;
    *((__global float *) ul_84)  =  f_85;
  }  // B0
  else
  {
    // BLOCK 14
  }  // B0
  // BLOCK 15 MERGES [14 13 ]
  return;
}  //  kernel
